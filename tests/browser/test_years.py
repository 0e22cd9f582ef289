"""A drawing that compares two years: its bars tell their numbers, and on a telephone each year has a bar of its own."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from rapport.cli.main import main

READ = """
() => [...document.querySelectorAll('.narrow > div')].map(part => [part.querySelector('p').textContent,
  [...part.querySelectorAll('li')].map(line => [line.querySelector('.name').textContent, line.querySelector('.value').textContent,
    line.querySelector('.strip').classList.contains('hollow'),
    Math.round(100 * parseFloat(line.querySelector('.strip').style.getPropertyValue('--share')))])])
"""


def test_both_years_are_there_at_any_width(browser: Browser, petite: Path):
    charts, rows = petite / "data/charts.yml", petite / "data/tables/heures_par_atelier.csv"
    charts.write_text(charts.read_text("utf-8").rstrip() + "\n  previous: true\n", "utf-8")
    rows.write_text(rows.read_text("utf-8").rstrip() + "\n2023,velo,Vélo,600\n2023,bois,Bois,310\n", "utf-8")
    assert main(["build", "--quiet", "--to", "html"], petite) == 0
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((petite / "output/2024/index.html").as_uri())
    assert page.evaluate(READ) == [
        ["Vélo", [["2023", "600", True, 97], ["2024", "620", False, 100]]],
        ["Bois", [["2023", "310", True, 50], ["2024", "380", False, 61]]],
        ["Cuisine", [["2024", "240", False, 39]]],
    ]
    page.set_viewport_size({"width": 1200, "height": 800})
    marks = page.eval_on_selector_all(".frame", "frames => frames.map(frame => frame.dataset.ref)")
    cell = "heures_par_atelier.{}.hours@2023"
    assert sorted(mark for mark in marks if "@" in mark) == [cell.format("bois"), cell.format("velo")]
    assert len(marks) == 5
    page.close()
