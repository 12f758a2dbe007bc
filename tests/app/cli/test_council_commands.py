"""The council's other papers from the command line, and finding words in its records."""

import json

from app.cli.commands import main
from tests.app.cli.test_commands import community  # noqa: F401  the fixture


def test_notice_and_case_file_become_files(community, tmp_path, capsys):  # noqa: F811
    community.a_decided_matter(community.a_body(), "楼道照明", votes_for=8, present=9)
    path, target = str(community.station.path), tmp_path / "paper.pdf"
    for words in (("notice", "latest"), ("case-file", "楼道照明"), ("case-file", "2026-001")):
        target.unlink(missing_ok=True)
        assert main([*words, "--station", path, "-o", str(target)]) == 0
        assert target.read_bytes().startswith(b"%PDF")
    assert main(["case-file", "没有的议题", "--station", path, "-o", str(target)]) == 1
    assert "没有找到议题" in capsys.readouterr().err


def test_words_are_found_in_what_was_said(community, capsys):  # noqa: F811
    community.a_decided_matter(community.a_body(), "楼道照明", votes_for=8, present=9)
    path = str(community.station.path)
    assert main(["search", "照明", "--station", path, "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert {hit["kind"] for hit in hits} == {"matter", "meeting"}
    assert main(["search", "锅炉", "--station", path]) == 0
    assert "没有找到" in capsys.readouterr().out
