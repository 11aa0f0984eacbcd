"""Lists of people as CSV files: read as spreadsheets write them, and every fault with its line."""

import pytest

from accounts.roster import LARGEST, MOST, Entry, read

ADA = Entry(2, "ada@example.ac.uk", "Ada")


@pytest.mark.parametrize(
    "text",
    [
        "email,name\nada@example.ac.uk,Ada\n",
        "\ufeffEmail,Name\r\nADA@example.ac.uk, Ada \r\n\r\n",
        "email;name\nada@example.ac.uk;Ada",
        'name,department,email\n"Ada",Baking,ada@example.ac.uk\n,,\n',
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(text: str) -> None:
    roster = read(text.encode())
    assert roster.faults == ()
    assert roster.entries == (ADA,)


def test_names_in_every_script_and_names_left_out_are_read() -> None:
    roster = read("email,name\njing@example.ac.uk,王静\nada@example.ac.uk,\n".encode())
    assert [entry.name for entry in roster.entries] == ["王静", ""]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is empty."),
        (b"\n", "line 1: There is no column “email”."),
        (b"email,name\n", "There is nobody in the file."),
        (b"name,mail\nAda,ada@example.ac.uk\n", "line 1: There is no column “email”."),
        (b"email,name\n\nada,Ada\n", "line 3: Enter an email address"),
        (b"email,name\n,Ada\n", "line 2: Enter an email address"),
        ("email,name\nada@example.ac.uk,A\u202eda\n".encode(), "line 2: This name holds characters"),
        (
            b"email,name\nada@example.ac.uk,Ada\nADA@example.ac.uk,Ada\n",
            "line 3: ada@example.ac.uk stands in line 2",
        ),
        (b"email,name\nada@example.ac.uk,Zo\xeb\n", "line 2: This is not UTF-8 text."),
        (b'email,name\nada@example.ac.uk,"Ada\n', "line 2: A quotation mark is opened"),
        (b"email,name\n" + b"\n" * LARGEST, "The file is larger than 1 MB."),
        (
            b"email\n" + b"".join(b"p%d@a.uk\n" % i for i in range(MOST + 1)),
            "The file has more than 5000 people.",
        ),
    ],
)
def test_a_fault_is_told_with_its_line(data: bytes, told: str) -> None:
    roster = read(data)
    assert str(roster.faults[0]).startswith(told)


def test_every_fault_is_told_at_once() -> None:
    roster = read(b"email,name\nx,Ada\nada@example.ac.uk,Ada\ny,Ben\n")
    assert [fault.line for fault in roster.faults] == [2, 4]
