"""Who draws with Vega: another Python, which draws nothing more once it is dismissed."""

from __future__ import annotations

import os

import pytest

from rapport.ground.programs.second import Second, Stopped
from rapport.manuscript.charts import vega


def test_the_other_python_draws_nothing_once_dismissed():
    """A build that stops leaves no program at work; who draws after it gets another one."""
    vega.dismiss()
    vega.start_ahead()
    drawing = vega._second()
    assert drawing.answer(os.getpid) != os.getpid()
    vega.dismiss()
    with pytest.raises(Stopped, match="a été arrêté"):
        drawing.answer(os.getpid)
    assert isinstance(other := vega._second(), Second)
    assert other is not drawing
    vega.dismiss()
