"""Trackers in the shapes that councils keep them, made here: none is a copy of a real one."""

from datetime import date

from openpyxl import Workbook
from openpyxl.styles import PatternFill

GREEN, AMBER = (PatternFill("solid", fgColor=colour) for colour in ("FF92D050", "FFFFC000"))


def banded_tracker(path):
    """Titles above, two rows of headings, merged meetings, bands, RAG by the fill."""
    book = Workbook()
    page = book.active
    page.title = "Tracker"
    page.append(["Corporate Parenting Panel: action tracker"])
    page.merge_cells("A1:H1")
    page.append(["As at 12 June 2026"])
    page.append(
        ["Ref", "Panel", None, "Who and when", None, "Progress Update", "RAG", "Link to paper"]
    )
    page.merge_cells("D3:E3")
    page.append([None, "Meeting date", "Action", "Lead", "Timescale", None, None, None])
    page.append(["OPEN ACTIONS"])
    page.merge_cells("A5:H5")
    page.append(
        [
            1,
            date(2026, 3, 12),
            "Ask the ICB about dental waits",
            "Nurse",
            "30th September 2026",
            "14/3: letter sent; 4/6: answer awaited",
            None,
            "paper 4",
        ]
    )
    page.append(
        [
            "2a",
            None,
            "Review the pledge",
            "Head of Service",
            "Ongoing",
            "Young people were asked",
            "Amber",
            None,
        ]
    )
    page.merge_cells("B6:B7")
    page.append(["CLOSED ACTIONS"])
    page.merge_cells("A8:H8")
    page.append(
        [3, "12.03.2026", "Buy chairs", "Head of Service", "Dec-26", "All bought", None, None]
    )
    page["G6"].fill = AMBER
    page["G9"].fill = GREEN
    book.create_sheet("Lists").append(["Open", "Closed"])
    book.save(path)


def flat_tracker(path):
    """One row of headings in the third row, days in many forms, status in words."""
    book = Workbook()
    page = book.active
    page.title = "Actions 2026"
    page.append(["Children in Care Board"])
    page.append([])
    page.append(
        [
            "No.",
            "Date raised",
            "Agreed action",
            "Lead officer",
            "Target date",
            "Status",
            "Date completed",
            "Comments",
        ]
    )
    page.append(
        [
            "23/01",
            "18.06.2026",
            "Map placements",
            "Nurse",
            "1/27",
            "In progress",
            "18/06/2026",
            "begun",
        ]
    )
    page.append(
        [
            "23/02",
            "18.06.2026",
            "Hear the council",
            "Nurse",
            "31 Dec 2026",
            "Not started",
            None,
            None,
        ]
    )
    page.append(
        [
            "23/03",
            date(2026, 6, 18),
            "Report on fees",
            "Nurse",
            "TBC",
            "Complete - report went to the panel",
            date(2026, 9, 1),
            None,
        ]
    )
    book.save(path)


ASANA = """\
Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,\
Start Date,Due Date,Tags,Notes,Projects,Parent task,Blocked By (Dependencies),\
Blocking (Dependencies)
1201,2026-03-13,,2026-05-01,Ask the ICB about dental waits,To do,Nurse,nurse@example.org,,\
2026-09-30,,,Panel,,,
1202,2026-03-13,2026-05-02,2026-05-02,Buy chairs,Done,Head,head@example.org,2026-04-01,\
2026-06-01,,bought,Panel,,,
"""


TRELLO = """\
Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List ID,List Name,Archived
a1,Ask the ICB about dental waits,https://example.org/a1,,,Nurse,2026-09-30T16:00:00.000Z,l1,Doing,\
false
"""


PLANNER = """\
Task ID,Task Name,Bucket Name,Progress,Priority,Assigned To,Created By,Created Date,Start date,\
Due date,Is Recurring,Late,Completed Date,Completed By,Description
p1,Ask the ICB about dental waits,Panel,In progress,Medium,Nurse,Clerk,13/03/2026,,30/09/2026,\
false,false,,,letter sent
"""


ACTION_LOG = """\
Corporate Parenting Board action log;;;;;;
;;;;;;
Item;Action required;Owner;By when;Update (most recent first);BRAG;Meeting
7;Caf\u00e9 visits for care leavers;Participation lead;18.06.2026;\
10 May 2026: two caf\u00e9s agreed;G;12/03/2026
8;Leavers' council hours;Nurse;Ongoing;;A;12/03/2026
"""
"""With semicolons, items that are numbered, and a heading that says more in brackets."""
