"""Names and addresses of people who do not exist.

Given and family names come from many languages and are put together at random, so a name may say nothing about
anybody; where it is somebody's, that is chance. Addresses end in `.invalid`, which nobody can ever have (RFC 2606).
"""

from dataclasses import dataclass

from course.simulation.dice import Dice, pick

GIVEN = (  # noqa: SIM905 - names are read more easily in lines
    "Adaeze Aisling Amina Anahera Anjali Anouk Arjun Ayumi Beatriz Bilal Bronwen Catrin Chidi Dafydd Dilnoza Dina "
    "Eilidh Ekene Elif Emeka Farida Fatou Fergus Folasade Gwilym Habiba Hamish Haruka Hyejin Idris Ines Ioana Isra "
    "Jamal Jaswinder Jin Kavita Keiko Kofi Kwame Lakshmi Leila Lerato Llinos Lucia Madhuri Mairi Malik Mei Mihai "
    "Minh Morwenna Nadia Niamh Nkechi Olamide Oisin Orla Parisa Pedro Priya Qing Rafael Rashida Rhys Rosalind Rui "
    "Samira Sanjay Seren Shirin Sina Sofia Suda Tamsin Tariq Temitope Thandi Tomasz Uzma Vasile Wanjiru Xin Yara "
    "Yusuf Zainab Zofia"
).split()
FAMILY = (  # noqa: SIM905
    "Abara Achterberg Adeyinka Alderwick Amankwah Ashgrove Aydınlı Bancroft-Oyelaran Birchmoor Bystrzycki Cadwgan "
    "Castanheda Chandrasena Cwmbrook Dashti Derwenlas Dongmo Elmsworth Etxebarri Fairhollow Farzadeh Fonoti "
    "Galbraithe Gyamerah Hallowdene Haverinen Hawkesmere Hyun Ikwuemesi Ilyasova Jarosław-Reed Kahurangi "
    "Kalathil Kestrelby Khumaloane Kirkbraeside Lanternby Lindqvarn Luangrath Maddockson Makwetu Marchbanks-Ito "
    "Mbekeani Merrowdale Mistry-Vane Montalbañez Nakamurada Ndiayeba Northmoor Obuasi Okonjoma Orrinsay Pashazadeh "
    "Penhallurick Pillayar Quennelby Rahimtoola Rosmarin Rozwadowa Sandhupura Sefton-Kaur Siriwarden Skerryvore "
    "Suzukawa Tanakura Tarrowby Thistlegarth Tregowan Umarov-Lee Valcourtin Varadarajula Wetherlam Wyndthorpe "
    "Xirau Yamadori Yilmazer Zhangqiu Zielonka"
).split()
PLACES = ("northfield", "westmoor", "eastvale", "southwold-hill", "midlake")
"""Institutions that do not exist."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and an address that is nobody's."""

    full: str
    email: str


def name(dice: Dice, number: int) -> Name:
    """Somebody's name. `number` makes the address another one where two have the same name."""
    given, family = pick(dice, [(1.0, one) for one in GIVEN]), pick(dice, [(1.0, one) for one in FAMILY])
    place = pick(dice, [(1.0, one) for one in PLACES])
    return Name(f"{given} {family}", f"{given}.{family}.{number}@{place}.invalid".lower())
