import pytest

from db import clock
from tests.app.council.builders import an_office


@pytest.fixture
def office(tmp_path):
    made = an_office(tmp_path)
    with clock.set_to(made.clock):
        yield made
    made.database.close()
