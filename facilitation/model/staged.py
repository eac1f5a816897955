"""What a workshop shows its hall on the projected page, and how that looks."""

from __future__ import annotations

from pydantic import BaseModel

from facilitation import kept
from facilitation.model.enums import CardTexts, StageSize, StageView


class Staged(BaseModel):
    """`stage_of`: what is shown large ("" for nothing); `stage_language`: the second one ("" for none).

    `stage_page` is the page (from 0) that was in view at `stage_page_at`. Boards go on from there by
    themselves unless they are `stage_held`.
    """

    stage_view: StageView = StageView.FOLLOW
    stage_covered: bool = False
    stage_of: kept.IdOrNone = ""
    stage_page: kept.StagePage = 0
    stage_page_at: kept.Moment = 0
    stage_held: bool = False
    stage_dark: bool = False
    stage_size: StageSize = 100
    stage_language: kept.SpokenOrNone = ""
    card_texts: CardTexts = CardTexts.ORIGINAL
