"""The years that a template wrote into a paragraph which the unit then reworded: in the draft they are the draft's."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from disclosure_editor.document.disclosure import OwnParagraph
from disclosure_editor.document.texts import YEAR


def in_another_year(own: OwnParagraph, by: int) -> OwnParagraph:
    """An own paragraph of a document some years later: the years that it took over from the text it replaced move on.

    Years that the unit wrote itself, such as those of documents cited, stay.
    """
    blocks = SequenceMatcher(None, own.text, own.replaced, autojunk=False).get_matching_blocks()
    taken_over = {block.a + place for block in blocks for place in range(block.size)}

    def moved(match: re.Match[str]) -> str:
        return str(int(match[0]) + by) if taken_over.issuperset(range(*match.span())) else match[0]

    replaced = YEAR.sub(lambda match: str(int(match[0]) + by), own.replaced)
    return OwnParagraph(YEAR.sub(moved, own.text), replaced, own.links)
