"""Dashboard and alerts ask for what there is, and whatever there is, somebody asks for or explains."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import Gauge, Histogram
from prometheus_client.metrics import Counter

from bot.features import ROUTER
from bot.observability import Exposition, Meters

ROOT = Path(__file__).parents[3]
DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy/grafana/dashboard.json").read_text())
RULES: list[dict[str, Any]] = yaml.safe_load((ROOT / "deploy/grafana/alerts.yaml").read_text())["groups"][0]["rules"]
MANUAL = (ROOT / "docs/operations.md").read_text().split("## Metrics and alerts")[1].split("\n## ")[0]
NAME = re.compile(r"\b(?:bot|process)_[a-z_]+")
WINDOW = re.compile(r"\[(?:\$__rate_interval|\d+[smhd])\]")
LABELS = re.compile(r"((?:bot|process)_[a-z_]+)\{([^}]*)\}")
OF_PROMETHEUS = {"job", "instance", "le"}  # labels that a scrape adds


async def _nothing() -> Any:
    return []


METERS = Meters(ROUTER.jobs)
Exposition(METERS, backlog=_nothing, ready=_nothing, ages=dict)


def ours() -> dict[str, tuple[set[str], set[str]]]:
    """Return our metrics: name -> the names of its series, and its labels."""
    found = {}
    for each in vars(METERS).values():
        if isinstance(each, Counter | Histogram | Gauge):
            found |= {m.name: (series(m), set(each._labelnames)) for m in each.describe()}
    for collector in list(METERS.registry._collector_to_names):
        if isinstance(collector, Counter | Histogram | Gauge):
            found |= {m.name: (series(m), set(collector._labelnames)) for m in collector.describe()}
    return found


def series(metric: Any) -> set[str]:
    match metric.type:
        case "counter":
            return {f"{metric.name}_total"}
        case "histogram":
            return {f"{metric.name}_{part}" for part in ("bucket", "count", "sum")}
    return {metric.name}


OURS = ours()
SERIES = {name: labels for _, (names, labels) in OURS.items() for name in names}
PROCESS = {"process_resident_memory_bytes", "process_cpu_seconds_total", "process_start_time_seconds"}


def expressions() -> Iterator[tuple[str, str]]:
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]
    for rule in RULES:
        yield rule["alert"], rule["expr"]


@pytest.mark.parametrize(("where", "expression"), list(expressions()), ids=lambda value: str(value)[:40])
def test_a_query_is_whole_and_asks_for_what_there_is(where: str, expression: str) -> None:
    assert expression.count("(") == expression.count(")"), where
    assert expression.count("{") == expression.count("}"), where
    assert not re.search(r"\[(?!\$__rate_interval\]|\d+[smhd]\])", expression), where
    assert set(NAME.findall(expression)) <= SERIES.keys() | PROCESS, where
    for name, matchers in LABELS.findall(expression):
        asked = set(re.findall(r"([a-z_]+)\s*(?:=~|!~|!=|=)", matchers))
        assert asked <= SERIES.get(name, set()) | OF_PROMETHEUS, where
    if re.search(r"\b(?:rate|increase)\(", expression):
        assert WINDOW.search(expression), where
    for counted in re.findall(r"(?:rate|increase)\(((?:bot|process)_[a-z_]+)", expression):
        assert counted.endswith(("_total", "_count", "_bucket", "_sum")), where


def test_a_label_that_a_query_sums_by_exists() -> None:
    for where, expression in expressions():
        names = set(NAME.findall(expression))
        known = set().union(*(SERIES.get(name, set()) for name in names)) | OF_PROMETHEUS
        for listed in re.findall(r"\bby \(([^)]*)\)", expression):
            assert {label.strip() for label in listed.split(",")} <= known, where


def test_buckets_that_an_alert_names_exist() -> None:
    bounds = {f"{bound}" for bound in METERS.lateness._upper_bounds}
    for where, expression in expressions():
        assert set(re.findall(r'le="([^"]+)"', expression)) <= bounds, where


def test_every_metric_is_explained_and_shown_or_alerted_on() -> None:
    explained = set(NAME.findall(MANUAL))
    asked = {name for _, expression in expressions() for name in NAME.findall(expression)}
    for metric, (names, _) in OURS.items():
        assert names & asked or metric in explained or names & explained, metric
    assert {name for name in explained if name.startswith("bot_")} <= SERIES.keys() | OURS.keys()


def test_the_dashboard_can_be_imported() -> None:
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(ids) == len(set(ids))
    rows = [panel["title"] for panel in DASHBOARD["panels"] if panel["type"] == "row"]
    assert rows == ["Health", "People", "Channels", "Personio", "Teams", "Database"]
    assert {each["name"] for each in DASHBOARD["templating"]["list"]} == {"datasource", "job"}
    assert DASHBOARD["uid"]
    assert "id" not in DASHBOARD  # Grafana gives its own
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        if panel["type"] != "row":
            assert panel["datasource"]["uid"] == "${datasource}"
            assert panel["description"]
            assert len({target["refId"] for target in panel["targets"]}) == len(panel["targets"])


def test_panels_do_not_lie_on_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        p = panel["gridPos"]
        cells = {(x, y) for x in range(p["x"], p["x"] + p["w"]) for y in range(p["y"], p["y"] + p["h"])}
        assert not cells & taken, panel["title"]
        taken |= cells


@pytest.mark.parametrize("rule", RULES, ids=[rule["alert"] for rule in RULES])
def test_an_alert_says_how_bad_it_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert re.fullmatch(r"\d+[smhd]", rule.get("for", "1m"))
    assert len(rule["annotations"]["runbook"]) > 100
    assert rule["annotations"]["summary"].endswith(".")
    assert rule["alert"] in MANUAL
