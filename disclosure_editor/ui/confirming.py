"""Confirming what is last year's: one edit for whatever was chosen, and what to say of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from disclosure_editor.calculation.origins import confirm
from disclosure_editor.checks.places import place_name

if TYPE_CHECKING:
    from disclosure_editor.ui.carried import ReadPath
    from disclosure_editor.ui.session import Session

NOTHING = "这里没有待确认的沿用内容。"


def confirm_paths(session: Session, paths: Collection[ReadPath], what: str = "") -> str:
    """Confirm what is last year's among these places; gives a sentence for the status bar.

    Args:
        what: what to call them in the undo menu; else they are named, or counted.
    """
    workbook = session.workbook
    chosen = [path for path in paths if path in workbook.unconfirmed()]
    if not chosen:
        return NOTHING
    named = place_name(workbook, chosen[0]) if len(chosen) == 1 else f"{len(chosen)} 处"
    session.do(confirm(workbook, chosen, f"确认沿用{what or named}"))
    left = len(workbook.unconfirmed())
    rest = f"还有 {left} 处待确认" if left else "全部确认完了"
    return f"已确认沿用 {len(chosen)} 处，{rest}（按 Ctrl+Z 撤销）"
