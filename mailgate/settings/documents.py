"""`documents:` — a folder of Markdown files that answer questions."""

from __future__ import annotations

from pydantic import Field, field_validator

from mailgate.settings.places import FilePath
from mailgate.settings.values import BlockModel, Names, Share, Switch, wrong


class DocumentSettings(BlockModel):
    """A folder of Markdown files: agents are shown the sections that may answer, and customers may be sent one."""

    folder: FilePath = Field(description="The folder; every .md file in it and below counts, and a change is picked up live.")
    first_aid: Switch = Field(
        default=False, description="on: the acknowledgement carries the one section that answers, if it fits well enough."
    )
    threshold: Share = Field(default=0.75, description="How well it must fit for that.")
    except_tiers: Names = Field(
        default=("vip",), description="Customers of these tiers are answered by people from the first word on."
    )

    @field_validator("threshold")
    @classmethod
    def _a_share(cls, value: float) -> float:
        if not 0.3 <= value <= 1:
            raise wrong("this is between 30% and 100%; below, anything would be sent")
        return value
