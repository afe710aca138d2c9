"""Planted faults of values and columns: impossible, implausible, doubled, or written otherwise."""

from planted_catalogue import (
    UNKNOWN,
    again,
    each,
    in_one_row,
    iso_month_first,
    last_line,
    month_first,
    only_early_days,
    with_cells,
)
from planted_record_faults import Fault, both, by_year, cells, constant, copy, rows, text

# Impossible or implausible ---------------------------------------------------------------------

IMPOSSIBLE = [
    Fault(name=name, edit=edit, tells=tells)
    for name, edit, tells in (
        ("a date of birth in days to come", rows("2026/header.csv", in_one_row(
            "DOB", "01/02/2031", 40)), "future"),
        ("a date of birth after the year's end", rows("2026/header.csv", in_one_row(
            "DOB", "01/05/2026", 40)), "DfE 301"),
        ("a date of birth after DECOM", rows("*/header.csv", lambda several: [
            {**row, "DOB": "28/03/2026"} if row["CHILD"] == several[60]["CHILD"] else row
            for row in several]), ""),
        ("somebody of 25 in care", rows("2026/header.csv", in_one_row(
            "DOB", "01/05/2000", 60)), ""),
        ("somebody of 23 still in care", rows("2026/header.csv", in_one_row(
            "DOB", "01/05/2002", 60)), "DfE 359"),
        ("everybody in care born ten years too early", cells(
            "2026/header.csv", "DOB", by_year(lambda year: year - 10)), "DfE 359"),
        ("a date of birth on 01/01/1900", rows("2026/header.csv", in_one_row(
            "DOB", "01/01/1900", 40)), "is before"),
        ("every date of birth on 01/01/1900", constant("*/header.csv", "DOB", "01/01/1900"),
         "is before"),
        ("every date of birth the same day", constant("*/header.csv", "DOB", "01/01/2012"), ""),
        ("a DECOM on 01/01/1900", rows("2026/episodes.csv", in_one_row(
            "DECOM", "01/01/1900")), "DfE 353"),
        ("a DECOM in days to come", rows("2026/episodes.csv", in_one_row(
            "DECOM", "01/02/2031")), "future"),
        ("a DECOM after the year's end", rows("2026/episodes.csv", in_one_row(
            "DECOM", "02/06/2026")), "DfE 354"),
        ("a DEC after the year's end", rows("2026/episodes.csv", in_one_row(
            "DEC", "02/06/2026")), "DfE 385"),
        ("a DEC in the year 9999", rows("2026/episodes.csv", in_one_row(
            "DEC", "31/12/9999")), ""),
        ("a DEC before the year", rows("2026/episodes.csv", lambda several: [
            {**row, "DEC": "01/02/2025"} if row["DEC"] and row["DECOM"][-4:] < "2025" else row
            for row in several]), "return's year"),
        ("every DECOM the same day", constant("2026/episodes.csv", "DECOM", "01/04/2025"),
         "the same in all"),
        ("all RNE S", constant("2026/episodes.csv", "RNE", "S"), "the same in all"),
        ("all LS C2", constant("2026/episodes.csv", "LS", "C2"), "the same in all"),
        ("all PLACE U4", constant("2026/episodes.csv", "PLACE", "U4"), "the same in all"),
        ("all PLACE_PROVIDER PR1", constant("2026/episodes.csv", "PLACE_PROVIDER", "PR1"),
         "the same in all"),
        ("all PL_POST the council's own", constant("2026/episodes.csv", "PL_POST", "ZX1 1AA"),
         "the same in all"),
        ("all RNE P in place of S", cells("2026/episodes.csv", "RNE",
         lambda cell: "P" if cell == "S" else cell), ""),
        ("all SDQ scores 0", cells("2026/oc2.csv", "SDQ_SCORE", lambda cell: "0"),
         "the same in all"),
        ("all scores 0 in sdq", constant("local/sdq.csv", "score", "0"), "the same in all"),
        ("all TEETH_CHECK 0", constant("2026/oc2.csv", "TEETH_CHECK", "0"), ""),
        ("all HEALTH_ASSESSMENT 0", constant("2026/oc2.csv", "HEALTH_ASSESSMENT", "0"), ""),
        ("IMMUNISATIONS turned round", cells("2026/oc2.csv", "IMMUNISATIONS",
         lambda cell: "0" if cell == "1" else "1"), "far off"),
        ("TEETH_CHECK turned round", cells("2026/oc2.csv", "TEETH_CHECK",
         lambda cell: "0" if cell == "1" else "1"), "far off"),
        ("nobody in touch", constant("2026/oc3.csv", "IN_TOUCH", "NO"), "the same in all"),
        ("everybody in the same lodgings", constant("2026/oc3.csv", "ACCOM", "U1"),
         "the same in all"),
        ("every activity unknown", constant("2026/oc3.csv", "ACTIV", "0"), "the same in all"),
        ("one worker for all", constant("2026/sw_episodes.csv", "SW_ID", "SW00001"),
         "the same in all"),
        ("one adviser for all", constant("local/adviser_spells.csv", "adviser_id", "PA1"),
         "the same in all"),
        ("care leavers five years too old", cells(
            "*/oc3.csv", "DOB", by_year(lambda year: year - 5)), ""),
        ("somebody of 30 in OC3", both(
            rows("2026/oc3.csv", in_one_row("DOB", "01/05/1996")),
            rows("2026/header.csv", lambda several: several)), ""),
        ("all distances 0", constant("local/placement_distances.csv", "distance_miles", "0"),
         "the same in all"),
        ("all distances 999.9", constant("local/placement_distances.csv", "distance_miles",
         "999.9"), "the same in all"),
        ("a population of 0", rows("local/population.csv", in_one_row(
            "children_0_17", "0")), ""),
        ("a population in thousands", cells("local/population.csv", "children_0_17",
         lambda cell: str(int(cell) // 1000)), "impossible rate"),
        ("a population with a nought too many in one year", rows(
            "local/population.csv", lambda several: [
                {**row, "children_0_17": row["children_0_17"] + "0"}
                if row["year"] == "2025" else row for row in several]), ""),
        ("a population of all ages", cells("local/population.csv", "children_0_17",
         lambda cell: str(int(cell) * 50)), "impossible rate"),
        ("visits to children who have left", rows("local/visits.csv", each(
            lambda row: {**row, "visit_date": "2026-03-30"})), ""),
        ("visits before birth", cells("local/visits.csv", "visit_date",
         by_year(lambda year: year - 20)), "birth"),
        ("an assessment before birth", rows("local/health_assessments.csv", in_one_row(
            "date", "1995-05-01")), "birth"),
        ("an assessment next year", rows("local/health_assessments.csv", in_one_row(
            "date", "2031-05-01")), "future"),
        ("a score before birth", rows("local/sdq.csv", in_one_row("date", "1995-05-01")), "birth"),
        ("a plan on 01/01/1900", rows("local/pathway_plans.csv", in_one_row(
            "plan_date", "1900-01-01")), "is before"),
        ("a visit in days to come", rows("local/visits.csv", in_one_row(
            "visit_date", "2052-01-05")), "future"),
        ("a PEP completed in days to come", rows("local/peps.csv", in_one_row(
            "completed", "2052-01-05")), "future"),
        ("every PEP due the same day", constant("local/peps.csv", "due", "2026-01-15"),
         "the same in all"),
        ("every visit the same day", constant("local/visits.csv", "visit_date", "2026-01-15"),
         "the same in all"),
        ("every training the same day", constant("local/training.csv", "completed",
         "2026-01-15"), "the same in all"),
        ("missing before being in care", rows("2026/missing.csv", in_one_row(
            "MIS_START", "01/01/2011")), ""),
        ("a review before birth", rows("2026/reviews.csv", in_one_row(
            "REVIEW", "01/01/1999")), ""),
        ("a placement for adoption before birth", rows("2026/placed_for_adoption.csv",
         in_one_row("DATE_PLACED", "01/01/1999")), "DfE 184"),
        ("a mother younger than her child", rows("2026/header.csv", in_one_row(
            "MC_DOB", "01/01/1999", 60)), "DfE 621"),
        ("an adopted child that Episodes do not know as adopted", rows(
            "2026/episodes.csv", each(lambda row: {
                **row, "REC": "E8" if row["REC"] in {"E11", "E12"} else row["REC"]})), "DfE 602"),
    )
]  # fmt: skip

DOUBLED = [
    Fault(name=name, edit=edit, tells=tells)
    for name, edit, tells in (
        ("every event twice under another number", rows("local/events.csv", again(
            lambda row: {**row, "event_id": f"B{row['event_id']}"})), "of another row"),
        ("every PEP twice, due a day later", rows("local/peps.csv", again(
            lambda row: {**row, "due": row["due"][:-2] + f"{1 + int(row['due'][-2:]) % 28:02d}"})),
         "of another row"),
        ("every adviser twice under another number", rows("local/adviser_spells.csv", again(
            lambda row: {**row, "adviser_id": f"B{row['adviser_id']}"})), "of another row"),
        ("every worker twice under another number", rows("2026/sw_episodes.csv", again(
            lambda row: {**row, "SW_ID": f"{row['SW_ID']}9"})), "of another row"),
        ("every household twice under another number", rows("local/foster_households.csv", again(
            lambda row: {**row, "household_id": f"B{row['household_id']}"})), "of another row"),
        ("every member of staff twice under another number", rows("local/staff.csv", again(
            lambda row: {**row, "staff_id": f"B{row['staff_id']}"})), "of another row"),
        ("children twice under another number", both(
            rows("2026/header.csv", again(with_cells(CHILD="X1"), 400)),
            rows("2026/episodes.csv", again(lambda row: {**row, "CHILD": f"X{row['CHILD']}"}))),
         UNKNOWN),
        ("every visit once more a day later", rows("local/visits.csv", again(
            lambda row: {**row, "visit_date": row["visit_date"][:-2]
                         + f"{1 + int(row['visit_date'][-2:]) % 28:02d}"})), ""),
        ("a line that sums up the survey", text("local/surveys.csv", last_line(
            '"Your Life, Your Care",Total,2025-11-15,300,120')), "total"),
        ("a line that sums up the survey under another word", text(
            "local/surveys.csv", lambda content: content + _sum_line(content)), "sum of"),
        ("a line of totals below the visits", text("local/visits.csv", last_line(
            "Total,2026-03-31,1")), ""),
        ("a line of totals below OC2", text("2026/oc2.csv", last_line(
            "Total,01/01/2010,400,,3,,40,41,42,2,,")), ""),
        ("a line of totals below the events", text("local/events.csv", last_line(
            "Total,2026-03-31,,participation,900")), ""),
        ("a line of totals below the staff", text("local/staff.csv", last_line(
            "TOTAL,social_worker,2020-01-01,")), "total"),
        ("a line of totals below the households", text("local/foster_households.csv", last_line(
            "Total,2010-01-01,,,40")), "total"),
        ("a line that says who made the export", text("local/peps.csv", last_line(
            "Exported by the virtual school,,,")), ""),
        ("an event of a million visitors", rows("local/events.csv", in_one_row(
            "attended", "2000000")), "whole number"),
        ("two open episodes at a time", rows("2026/episodes.csv", again(
            lambda row: {**row, "DECOM": "02/02/2026", "DEC": "", "REC": "", "RNE": "P"}, 4)),
         ""),
        ("two birthdays for one child", rows("2026/oc2.csv", in_one_row(
            "DOB", "01/02/2010")), "not the one in the Header"),
        ("two rows for one child in the Header", rows("2026/header.csv", again(
            with_cells(ETHNIC="NOBT"), 200)), "says otherwise"),
    )
]  # fmt: skip


def _sum_line(content):
    waves = [line.rsplit(",", 4) for line in content.splitlines()[1:]]
    last = [wave for wave in waves if wave[0] == waves[0][0] and wave[2] == waves[0][2]]
    eligible, responses = (sum(int(wave[place]) for wave in last) for place in (3, 4))
    return f"{waves[0][0]},4-18,{waves[0][2]},{eligible},{responses}\n"


# Written otherwise -----------------------------------------------------------------------------

WRITTEN = [
    Fault(name=name, edit=edit, tells=tells)
    for name, edit, tells in (
        ("DECOM month first", cells("2026/episodes.csv", "DECOM", lambda cell: "/".join(
            [cell[3:5], cell[:2], cell[6:]])), "must be a date"),
        ("reviews month first, those that can be read alone", rows(
            "2026/reviews.csv", only_early_days("REVIEW", month_first)), ""),
        ("visits year-day-month, those that can be read alone", rows(
            "local/visits.csv", only_early_days("visit_date", iso_month_first)), ""),
        ("DOB month first, those that can be read alone", cells(
            "2026/header.csv", "DOB", month_first), "not the one in the Header"),
        ("DOB month first in every year, those that can be read alone", rows(
            "*/header.csv", each(lambda row: {**row, "DOB": month_first(row["DOB"])})), ""),
        ("DECOM month first where it can be read", cells(
            "2026/episodes.csv", "DECOM", month_first), ""),
        ("dates as a spreadsheet's numbers", cells(
            "2026/reviews.csv", "REVIEW", lambda cell: "45870"), "must be a date"),
        ("dates with two figures for the year", cells(
            "2026/missing.csv", "MIS_START", lambda cell: cell[:6] + cell[8:]), "must be a date"),
        ("dates in words", cells("local/sdq.csv", "date", lambda cell: "5 May 2025"), ""),
        ("dates without a day", cells("local/peps.csv", "due", lambda cell: cell[:7]),
         "must be a date"),
        ("dates that no calendar has", cells("local/visits.csv", "visit_date",
         lambda cell: cell[:8] + "31", every=5), "must be a day"),
        ("##### for dates", cells("2026/sw_episodes.csv", "SW_DECOM", lambda cell: "########"),
         "must be a date"),
        ("a score with a comma", cells("local/sdq.csv", "score", lambda cell: f"{cell},5"),
         "whole number"),
        ("a score above 40", rows("2026/oc2.csv", lambda several: [
            {**row, "SDQ_SCORE": "55" if row["SDQ_SCORE"] else ""} for row in several]),
         "whole number"),
        ("a score below 0", cells("local/sdq.csv", "score", lambda cell: f"-{cell}", every=3),
         "whole number"),
        ("distances with a unit", cells("local/placement_distances.csv", "distance_miles",
         lambda cell: f"{cell} miles"), "must be a number"),
        ("distances in metres", cells("local/placement_distances.csv", "distance_miles",
         lambda cell: str(float(cell) * 1609)), "must be a number"),
        ("distances in kilometres", cells("local/placement_distances.csv", "distance_miles",
         lambda cell: f"{float(cell) * 1.609:.1f}"), ""),
        ("distances below 0", cells("local/placement_distances.csv", "distance_miles",
         lambda cell: f"-{cell}", every=3), "must be a number"),
        ("distances with a comma for the point", cells(
            "local/placement_distances.csv", "distance_miles",
            lambda cell: cell.replace(".", ",")), ""),
        ("flags in words", cells("2026/oc2.csv", "TEETH_CHECK", lambda cell: "Checked"),
         "must be 0 or 1"),
        ("flags from 1 to 2", cells("2026/oc2.csv", "IMMUNISATIONS",
         lambda cell: str(int(cell) + 1)), "must be 0 or 1"),
        ("numbers in per cent", cells("local/surveys.csv", "responses", lambda cell: f"{cell}%"),
         "whole number"),
        ("SDQ scores blank", constant("2026/oc2.csv", "SDQ_SCORE", ""), "blank"),
        ("TEETH_CHECK blank", constant("2026/oc2.csv", "TEETH_CHECK", ""), "blank"),
        ("HEALTH_ASSESSMENT blank for most", cells("2026/oc2.csv", "HEALTH_ASSESSMENT",
         lambda cell: ""), "blank"),
        ("LS blank in some rows", cells("2026/episodes.csv", "LS", lambda cell: "", every=7),
         "DfE 144"),
        ("PLACE blank", constant("2026/episodes.csv", "PLACE", ""), "DfE 146"),
        ("DEC and REC blank", both(constant("2026/episodes.csv", "DEC", ""),
                                   constant("2026/episodes.csv", "REC", "")), "blank"),
        ("RNE blank", constant("2026/episodes.csv", "RNE", ""), "DfE 143"),
        ("PL_POST blank", constant("2026/episodes.csv", "PL_POST", ""), "blank"),
        ("DOB blank", constant("2026/header.csv", "DOB", ""), "DfE 102"),
        ("ETHNIC blank", constant("2026/header.csv", "ETHNIC", ""), "DfE 103"),
        ("IN_TOUCH blank", constant("2026/oc3.csv", "IN_TOUCH", ""), "DfE 131"),
        ("ACCOM blank", constant("2026/oc3.csv", "ACCOM", ""), "DfE 133"),
        ("SW_ID blank", constant("2026/sw_episodes.csv", "SW_ID", ""), ""),
        ("SW_DEC blank", constant("2026/sw_episodes.csv", "SW_DEC", ""), "blank"),
        ("completed blank", constant("local/peps.csv", "completed", ""), "blank"),
        ("end blank", constant("local/adviser_spells.csv", "end", ""), "blank"),
        ("kind blank", constant("local/health_assessments.csv", "kind", ""), ""),
        ("role blank", constant("local/staff.csv", "role", ""), ""),
        ("an unknown code of place", cells("2026/episodes.csv", "PLACE", lambda cell: "Q9"),
         "code"),
        ("codes of another year for sex", cells("2026/header.csv", "SEX",
         lambda cell: {"M": "1", "F": "2"}.get(cell, cell)), "codes of other years"),
        ("codes with words", cells("2026/episodes.csv", "LS", lambda cell: f"{cell} full order"),
         "code"),
        ("roles by other words", cells("local/staff.csv", "role", lambda cell: "SW"),
         "words other than"),
        ("kinds of assessment by other words", cells("local/health_assessments.csv", "kind",
         lambda cell: "RHA"), "words other than"),
        ("kinds of event by other words", cells("local/events.csv", "kind",
         lambda cell: "Voice and influence"), ""),
        ("courses by other words", cells("local/training.csv", "course",
         lambda cell: "Trauma level 2"), "words other than"),
        ("NULL for dates", cells("2026/episodes.csv", "DEC", lambda cell: "NULL"), ""),
    )
]  # fmt: skip

FILES = [
    Fault(name=name, edit=edit, tells=tells)
    for name, edit, tells in (
        ("UTF-16", text("2026/oc2.csv", lambda content: content.encode("utf-16")), "UTF-16"),
        ("Windows letters", text("local/events.csv", lambda content: content.replace(
            "EV0002", "EV0002é").encode("cp1252")), "UTF-8"),
        ("semicolons in the header alone", text("2026/oc3.csv", lambda content: "\n".join(
            [content.split("\n", 1)[0].replace(",", ";"), content.split("\n", 1)[1]])),
         "separated by commas, not semicolons"),
        ("tabs in the header alone", text("local/peps.csv", lambda content: "\n".join(
            [content.split("\n", 1)[0].replace(",", "\t"), content.split("\n", 1)[1]])), ""),
        ("a quote left open", text("2026/reviews.csv", lambda content: content.replace(
            "PN1", '"PN1', 1)), "quote"),
        ("a title above the header", text("2026/oc2.csv", lambda content: f"OC2 2026\n{content}"),
         ""),
        ("two headers in one line", text("2026/oc3.csv", lambda content: content.replace(
            "IN_TOUCH,ACTIV", "IN_TOUCH ACTIV", 1)), ""),
        ("no header", text("2026/oc3.csv", lambda content: content.split("\n", 1)[1]),
         "no table has these columns"),
        ("a column by another name", text("2026/oc2.csv", lambda content: content.replace(
            "TEETH_CHECK", "Dentist", 1)), "no table has these columns"),
        ("an optional column by another name", text("2026/oc2.csv", lambda content:
         content.replace("SDQ_SCORE", "SDQ", 1)), "lacks columns"),
        ("a column twice", text("2026/oc3.csv", lambda content: content.replace(
            "ACCOM", "ACTIV", 1)), ""),
        ("rows cut short", text("2026/episodes.csv", lambda content: content.replace(
            ",C2,", "\n", 3)), "fields"),
        ("a comma in a cell", text("local/events.csv", lambda content: content.replace(
            "EV0002,", "EV0002,,", 1)), ""),
        ("cells in a column without a name", text("2026/oc3.csv", lambda content: "\n".join(
            [content.split("\n")[0] + ",", *(
                f"{line},x" if line else "" for line in content.split("\n")[1:])])),
         "without a name"),
        ("the header once more in the middle", text("2026/reviews.csv", lambda content:
         content + content), ""),
        ("an empty file", text("2026/missing.csv", lambda content: ""), ""),
        ("an Excel workbook by the name of a CSV", text("local/sdq.csv",
         lambda content: b"PK\x03\x04" + bytes(200)), ""),
        ("the file of another table under this name", copy("2026/oc3.csv", "2026/oc2.csv"), ""),
    )
]  # fmt: skip

FAULTS_OF_VALUES = (*IMPOSSIBLE, *DOUBLED, *WRITTEN, *FILES)
