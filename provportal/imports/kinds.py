"""Every kind of file there is, in the order in which a new installation imports them."""

from __future__ import annotations

from provportal.imports.agencies import AGENCIES
from provportal.imports.ceilings import CEILINGS
from provportal.imports.certificates import CERTIFICATES
from provportal.imports.children import CHILDREN
from provportal.imports.contracts import CONTRACTS
from provportal.imports.kind import Kind
from provportal.imports.providers import PROVIDERS
from provportal.imports.rates import RATES
from provportal.imports.users import USERS

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        AGENCIES,
        PROVIDERS,
        USERS,
        CEILINGS,
        CONTRACTS,
        RATES,
        CHILDREN,
        CERTIFICATES,
    )
}
