"""A second start for the same station brings up the window that is open."""

from app.bootstrap.running import Running, bring_up


def test_nobody_has_the_station_open(tmp_path):
    assert not bring_up(tmp_path / "a.station")


def test_who_has_it_open_is_called(qtbot, tmp_path):
    running = Running()
    running.hold(tmp_path / "a.station")
    with qtbot.waitSignal(running.called):
        assert bring_up(tmp_path / "a.station")
    running.release()


def test_another_station_calls_nobody(tmp_path):
    running = Running()
    running.hold(tmp_path / "a.station")
    assert not bring_up(tmp_path / "b.station")
    running.release()


def test_after_closing_it_can_be_opened_again(qtbot, tmp_path):
    running = Running()
    running.hold(tmp_path / "a.station")
    running.release()
    assert not bring_up(tmp_path / "a.station")
    running.hold(tmp_path / "a.station")
    with qtbot.waitSignal(running.called):
        assert bring_up(tmp_path / "a.station")
    running.release()


def test_what_a_crash_left_behind_does_not_stand_in_the_way(qtbot, tmp_path):
    crashed, again = Running(), Running()
    crashed.hold(tmp_path / "a.station")
    again.hold(tmp_path / "a.station")
    with qtbot.waitSignal(again.called):
        assert bring_up(tmp_path / "a.station")
    again.release()
