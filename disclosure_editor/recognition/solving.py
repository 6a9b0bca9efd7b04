"""Where a figure that a text states belongs in the document: at its cell, or at what that cell is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from disclosure_editor.calculation.workbook import Workbook
from disclosure_editor.document.addresses import Address
from disclosure_editor.document.amounts import format_amount
from disclosure_editor.editions.expressions import Call, Expression, Number, Operation, Reference


class Solution(NamedTuple):
    """What to state, and where, so that a cell shows a figure."""

    path: Address
    text: str


@dataclass(frozen=True)
class Solver:
    """Finds where figures belong.

    Attributes:
        closed: tables that were read from the file: what is blank in them is blank there.
        zeros: blank cells that the text knows to be zero.
    """

    workbook: Workbook
    closed: frozenset[str]
    zeros: frozenset[Address] = frozenset()

    def solve(self, address: Address, text: str, amount: Decimal) -> Solution:
        """The cell in which a figure is to be stated so that it shows at an address, and the figure there.

        A cell that repeats another one, or is a sum or difference with one part unknown, shows what that one states: an
        increase of 3 on this year's 10 is last year's 7. Where nothing is unknown the figure is stated at the address,
        and so is one of a published table: it is printed there.
        """
        if self.workbook.edition.tables[address.table].published:
            return Solution(address, text)
        formulas = self.workbook.formulas(address)
        binding = bool(formulas) and formulas[0].severity is not None  # else it is but a proposal
        expression = _value_of(formulas[0].expression) if binding else None
        match expression:
            case Reference() | Call("sum", (Reference(),)):
                target = self._only_cell(expression, address)
                if target is not None and self._is_open(target):
                    return self.solve(target, text, amount)
            case Operation("-" | "+" as sign, Reference() as left, Reference() as right):
                return self._solve_operation(address, text, amount, sign, left, right)
        return Solution(address, text)

    def repeated_field(self, address: Address) -> Address | None:
        """The field, with nothing in it yet, that a cell repeats until something else is stated in it."""
        formulas = self.workbook.formulas(address)
        expression = _value_of(formulas[0].expression) if formulas else None
        if not isinstance(expression, Reference) or expression.row or not expression.table:
            return None
        target = self._only_cell(expression, address)
        return target if target is not None and self._is_open(target) else None

    def _solve_operation(
        self, address: Address, text: str, amount: Decimal, sign: str, left: Reference, right: Reference
    ) -> Solution:
        left_cell, right_cell = self._only_cell(left, address), self._only_cell(right, address)
        if left_cell is None or right_cell is None:
            return Solution(address, text)
        first, second = self._amount(left_cell), self._amount(right_cell)
        if first is not None and self._is_unknown(right_cell):
            return self._solved(right_cell, text, first - amount if sign == "-" else amount - first)
        if second is not None and self._is_unknown(left_cell):
            return self._solved(left_cell, text, amount + second if sign == "-" else amount - second)
        return Solution(address, text)

    def _solved(self, target: Address, text: str, amount: Decimal) -> Solution:
        decimals = len(text.partition(".")[2])
        return self.solve(target, format_amount(amount, decimals), amount)

    def _only_cell(self, expression: Expression, address: Address) -> Address | None:
        """The one cell that a reference, or a sum over one, names; None where it names several or none."""
        reference = expression.arguments[0] if isinstance(expression, Call) else expression
        assert isinstance(reference, Reference)
        cells = list(self.workbook.addresses(reference, self.workbook.context(address)))
        return cells[0] if len(cells) == 1 and self.workbook.edition.column(cells[0]) is not None else None

    def _is_unknown(self, address: Address) -> bool:
        """Whether a cell shows nothing yet, or only the part of a sum that is known already."""
        if self._is_open(address):
            return True
        formulas = self.workbook.formulas(address)
        match _value_of(formulas[0].expression) if formulas and not self.workbook.cell(address).stated else None:
            case Operation("+", Reference() as left, Reference() as right):
                cells = [self._only_cell(operand, address) for operand in (left, right)]
                return sum(cell is not None and self._is_open(cell) for cell in cells) == 1
        return False

    def _amount(self, address: Address) -> Decimal | None:
        amount = self.workbook.cell(address).amount
        return Decimal(0) if amount is None and address in self.zeros else amount

    def _is_open(self, address: Address) -> bool:
        """Whether something may be stated in a cell where nothing stands yet."""
        if address.table in self.closed or address in self.zeros:
            return False
        return not self.workbook.cell(address).text.strip()


def _value_of(expression: Expression) -> Expression:
    """What gives a cell its value where there is one: of ``if(…)`` its first way, of a sum with zero the other part."""
    match expression:
        case Call("if", (_, value, *_)):
            return _value_of(value)
        case Operation("+", value, Number(value=zero)) if not zero:
            return _value_of(value)
    return expression
