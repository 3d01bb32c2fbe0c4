"""Makes the demo's folder ready: the sample at a first start, the newest tables at a later one."""

from __future__ import annotations

from provportal.cli.sample_folder import READY, forget_broken_attempt
from provportal.cli.walk_county import make_county
from provportal.settings import Settings
from provportal.store.migrate import upgrade
from provportal.wiring import wire


def make_or_upgrade(settings: Settings) -> None:
    """Walk the sample, or migrate the one that is there."""
    if (settings.data / READY).exists():
        wiring = wire(settings)
        upgrade(wiring.engine)
    else:
        # Before the wiring, which makes the folders that this would take away.
        forget_broken_attempt(settings)
        wiring = wire(settings)
        make_county(wiring)
        (settings.data / READY).touch()
    wiring.engine.dispose()
