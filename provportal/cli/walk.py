"""Walking the sample: every request goes its way by the same actions as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from rq import Queue

from provportal.actions import batching, bank_accounts, deciding, drafts, releasing, reviewing
from provportal.actions.asking import answer
from provportal.actions.bank_accounts import Details
from provportal.actions.reviewing import Reasoned
from provportal.actions.submitting import submit
from provportal.cli.cast import Cast
from provportal.cli.desk import play_bank, work_through
from provportal.clock import FileClock
from provportal.documents.remittances import Shelf
from provportal.documents.uploads import Upload, keep_upload
from provportal.domain.bank_account import AccountKind, Holder
from provportal.domain.calendar import PACIFIC, add_business_days
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import State
from provportal.domain.roles import Actor, Context, Role
from provportal.rails.simulator import Behaviour
from provportal.sample.accounts import SampleAccount
from provportal.sample.plan import PlannedRequest
from provportal.store.provider import Certificate, Contract
from provportal.store.request import Request
from provportal.store.session import reading, transaction
from provportal.wiring import Wiring
