"""Chat groups, trainings and the map of the demo community."""

from itertools import combinations

from app.demo.data import data
from app.desk.outline_geometry import contains
from app.grids.group_views import community_coverage, coverage_by_grid, groups
from app.grids.map_views import site_map
from app.grids.training_views import trainings


def test_most_households_have_somebody_in_a_group_and_the_towers_fewest(demo_station):
    with demo_station.read() as session:
        whole = community_coverage(session)
        by_grid = [one.share for one in coverage_by_grid(session).values()]
        listed = groups(session)
    assert 0.8 < whole.share < 0.92
    assert min(share for share in by_grid if share is not None) == min(by_grid[6:8])
    assert by_grid[9] is None, "nobody lives in the business building"
    assert len(listed) > 20
    assert all(0 < row.coverage.joined <= row.coverage.households for row in listed)


def test_a_year_of_trainings_and_contests_has_winners(demo_station):
    with demo_station.read() as session:
        held = trainings(session)
    assert len(held) == 5
    assert all(row.attended >= 8 for row in held)
    assert [bool(row.first) for row in held] == [False, True, False, True, False]


def test_every_grid_is_drawn_and_no_corner_lies_inside_another(demo_station):
    with demo_station.read() as session:
        drawn = site_map(session).grids
    assert all(len(grid.points) >= 4 for grid in drawn)
    assert len(drawn) == len(data("outlines")["outlines"])
    for one, other in combinations(drawn, 2):
        middle = [sum(axis) / len(one.points) for axis in zip(*one.points, strict=True)]
        assert not contains(other.points, (middle[0], middle[1])) or other.id == one.id
