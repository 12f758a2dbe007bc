"""What goes out of a station is declared, table by table; nothing personal is among it."""

from app import tables
from app.exchange.declared import declarations
from db.shapes import shapes

PERSONAL = {
    "id_number", "reporter_phone", "reporter_name", "reporter_id", "birth", "tags", "name_pinyin",
    "name_initials", "search_text", "opinions", "present_names", "signer", "objector",
}  # fmt: skip
"""Fields that must never go up, whatever the table."""


def test_every_shared_table_is_declared_and_no_other():
    """A table left out would silently stay; one too many would be a slip of the pen."""
    assert tables.METADATA
    assert set(declarations()) == set(shapes())


def test_a_table_goes_out_or_says_why_it_stays():
    for name, declared in declarations().items():
        assert bool(declared.up) != bool(declared.stays), name
        assert not (declared.stays and declared.down), name


def test_declared_fields_exist():
    for name, declared in declarations().items():
        assert declared.up <= set(shapes()[name].columns) - {"id", "owner"}, name
        if declared.only:
            assert declared.only[0] in declared.up, name


def test_what_a_record_refers_to_goes_out_with_it():
    for name, declared in declarations().items():
        for reference in shapes()[name].references:
            if declared.up and reference.column in declared.up:
                assert declarations()[reference.target].up, f"{name}.{reference.column}"


def test_what_does_not_go_out_can_stay_blank():
    for name, declared in declarations().items():
        if declared.up:
            shape = shapes()[name]
            for key in set(shape.columns) - declared.up - {"id", "owner"}:
                filled = shape.blank(key) is not None
                assert filled or shape.columns[key].nullable, f"{name}.{key} has no blank"


def test_an_addressee_goes_out_so_that_the_street_can_forward():
    for name, shape in shapes().items():
        if shape.kind.__addressee__:
            assert shape.kind.__addressee__ in declarations()[name].up, name
            assert shape.kind.__answers__ <= declarations()[name].up, name


def test_nothing_personal_goes_up():
    for name, declared in declarations().items():
        assert not declared.up & PERSONAL, name
        if name == "resident":
            assert declared.up == {"household_id", "status", "residence", "merged_into"}
        if name not in {"office", "whistle"}:
            assert not {key for key in declared.up if "phone" in key}, name
