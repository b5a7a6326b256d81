"""Every table of the house, imported so that migrations and tests see the whole schema."""

from hackathon.core.db import Base

METADATA = Base.metadata
