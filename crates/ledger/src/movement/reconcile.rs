//! Handovers held against a Trackdéchets register.

use super::{
    Column, Evidence, Ledger, MovementKind, Operation, Slip, TreatmentMode, WasteCode, WeeeLot,
};
use ground::lang::Lang;
use ground::table::{CsvDialect, CsvOut, Day};
use std::collections::BTreeSet;
use std::io;

/// How a handover and a line of the register met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetBy {
    /// By the number of the slip.
    Number,
    /// By day, waste code and weight.
    DayCodeWeight,
}

impl MetBy {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::DayCodeWeight => "day_code_weight",
        }
    }

    /// Its name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Number => lang.label("numéro", "number"),
            Self::DayCodeWeight => lang.label("jour, code et poids", "day, code and weight"),
        }
    }
}

/// A handover and the line of the register that is the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// The lot: its place in the lots.
    pub lot: usize,
    /// The line: its place in the register.
    pub slip: usize,
    /// How they met.
    pub by: MetBy,
    /// Weight of the register less that of the ledger, kg, where both have one.
    pub difference_kg: Option<f64>,
}

/// What a ledger and a register have in common, and what only one of them has.
#[derive(Debug, Clone, PartialEq)]
pub struct Reconciliation {
    /// What met.
    pub matches: Vec<Match>,
    /// Lots that the register should have, and has not: places in the lots.
    pub only_in_ledger: Vec<usize>,
    /// Lots for which no slip is due, since an eco-organisation or a distributor took them over:
    /// places in the lots.
    pub without_slip: Vec<usize>,
    /// Lines that the ledger has not: places in the register.
    pub only_in_register: Vec<usize>,
}

/// Days that sending and handover may be apart.
const DAYS: i32 = 7;
/// How far two weights may be apart, as a share of the larger.
const APART: f64 = 0.10;

/// Puts handovers and lines of a register together: by slip number first, then by day (a week
/// apart at most), waste code and weight (a tenth apart at most), the nearest day first.
pub fn reconcile(ledger: &Ledger, lots: &[WeeeLot], slips: &[Slip]) -> Reconciliation {
    let mut matches = Vec::new();
    let mut taken = BTreeSet::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, lot) in lots.iter().enumerate() {
        let number = ledger.said(lot, |_, handover| handover.bsdd_no);
        let number = ledger.words.or_empty(number);
        let found = slips.iter().enumerate().find(|(place, slip)| {
            !number.is_empty() && slip.number == number && !taken.contains(place)
        });
        match found {
            Some((place, slip)) => {
                taken.insert(place);
                matches.push(matched(lot, at, slip, place, MetBy::Number));
            }
            None => open.push(at),
        }
    }
    let (mut only_in_ledger, mut without_slip) = (Vec::new(), Vec::new());
    for at in open {
        let lot = &lots[at];
        let near = slips
            .iter()
            .enumerate()
            .filter(|(place, slip)| !taken.contains(place) && is_near(ledger, lot, slip))
            .min_by_key(|(_, slip)| apart(lot.date, slip.sent_on));
        if let Some((place, slip)) = near {
            taken.insert(place);
            matches.push(matched(lot, at, slip, place, MetBy::DayCodeWeight));
        } else if ledger.said(lot, |_, handover| handover.bsdd_no).is_none()
            && ledger.has_document(lot)
        {
            without_slip.push(at);
        } else {
            only_in_ledger.push(at);
        }
    }
    matches.sort_by_key(|matched| matched.lot);
    let only_in_register = (0..slips.len()).filter(|place| !taken.contains(place)).collect();
    Reconciliation { matches, only_in_ledger, without_slip, only_in_register }
}

fn matched(lot: &WeeeLot, at: usize, slip: &Slip, place: usize, by: MetBy) -> Match {
    let theirs = slip.received_kg.or(slip.sent_kg);
    let difference_kg = theirs.zip(lot.weight_kg).map(|(theirs, ours)| theirs - ours);
    Match { lot: at, slip: place, by, difference_kg }
}

fn apart(day: Day, sent: Option<Day>) -> i32 {
    sent.map_or(i32::MAX, |sent| sent.days_since(day).abs())
}

fn is_near(ledger: &Ledger, lot: &WeeeLot, slip: &Slip) -> bool {
    let code = ledger.said(lot, |_, handover| handover.waste_code);
    let ours = WasteCode::read(ledger.words.or_empty(code));
    let weights = lot.weight_kg.zip(slip.sent_kg.or(slip.received_kg));
    ours.is_some()
        && ours == WasteCode::read(&slip.waste_code)
        && apart(lot.date, slip.sent_on) <= DAYS
        && weights.is_some_and(|(a, b)| (a - b).abs() <= APART * a.max(b))
}

impl Reconciliation {
    /// Matches whose line tells a treatment that the ledger has not.
    pub fn treatments<'a>(
        &'a self,
        lots: &'a [WeeeLot],
        slips: &'a [Slip],
    ) -> impl Iterator<Item = (&'a WeeeLot, &'a Slip)> {
        self.matches
            .iter()
            .map(|matched| (&lots[matched.lot], &slips[matched.slip]))
            .filter(|(lot, slip)| lot.treatments.is_empty() && slip.is_treated())
    }
}

const COLUMNS: [Column; 16] = [
    Column::MovementId,
    Column::Date,
    Column::Kind,
    Column::Evidence,
    Column::UnitId,
    Column::LotId,
    Column::DocumentRef,
    Column::BsddNo,
    Column::ReceivedKg,
    Column::RefusedKg,
    Column::PlannedCode,
    Column::DoneCode,
    Column::Mode,
    Column::ProcessedOn,
    Column::FinalCode,
    Column::FinalSiret,
];

/// Writes the treatments that a register tells as rows of a ledger, for those that have none yet.
///
/// # Errors
///
/// The writer fails.
pub fn write_treatments<W: io::Write>(
    ledger: &Ledger,
    treatments: &[(&WeeeLot, &Slip)],
    writer: W,
    dialect: CsvDialect,
) -> io::Result<W> {
    let headers = COLUMNS.map(Column::code);
    let mut out = CsvOut::new(writer, dialect, &headers)?;
    for (lot, slip) in treatments {
        let on = slip.processed_on.or(slip.sent_on).unwrap_or(lot.date);
        let code = |cell: &str| Operation::read(cell).map_or_else(String::new, Operation::code);
        let document = format!("Trackdéchets {}", slip.number);
        let unit = if lot.lot.is_none() { lot.named_units.first().copied() } else { None };
        out.text(&format!("TD-{}-{}", slip.number, slip.line))
            .text(&on.to_string())
            .text(MovementKind::WeeeTreated.code())
            .text(Evidence::Declared.code())
            .text(ledger.words.or_empty(unit))
            .text(ledger.words.or_empty(lot.lot))
            .text(document.trim_end())
            .text(&slip.number)
            .maybe(slip.received_kg)
            .maybe(slip.refused_kg)
            .text(&code(&slip.planned_code))
            .text(&code(&slip.done_code))
            .text(slip.mode.map_or("", TreatmentMode::code))
            .text(&on.to_string())
            .text(&code(&slip.final_code))
            .text(&slip.final_siret)
            .end()?;
    }
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::movement::read_trackdechets;

    /// A ledger and a register, put together.
    fn both(ledger: &str, register: &str) -> (Ledger, Vec<WeeeLot>, Vec<Slip>, Reconciliation) {
        let folder = tempfile::tempdir().unwrap();
        let (moves, slips) = (folder.path().join("movements.csv"), folder.path().join("td.csv"));
        let head = "date,kind,lot_id,channel,bsdd_no,collection_note,waste_code,weight_kg\n";
        std::fs::write(&moves, format!("{head}{ledger}")).unwrap();
        let head = "N° de bordereau;Date d'expédition;Code déchet;Émetteur - Quantité de déchet ;\
            Code(s) de traitement réalisé(s);Mode(s) de traitement réalisé(s)\n";
        std::fs::write(&slips, format!("{head}{register}")).unwrap();
        let (ledger, rejects) = Ledger::read(&moves).unwrap();
        assert!(rejects.is_empty(), "{rejects:?}");
        let (slips, rejects) = read_trackdechets(&slips).unwrap();
        assert!(rejects.is_empty(), "{rejects:?}");
        let lots = ledger.weee_lots();
        let found = reconcile(&ledger, &lots, &slips);
        (ledger, lots, slips, found)
    }

    #[test]
    fn a_number_goes_before_a_nearer_day() {
        let (.., found) = both(
            "2025-03-01,weee_handover,L1,operator,BSD-20250320-AAAAAAAAA,,16 02 14,100\n",
            "BSD-20250301-BBBBBBBBB;2025-03-01;16 02 14;0,1;;\n\
             BSD-20250320-AAAAAAAAA;2025-03-20;16 02 14;0,5;;\n",
        );
        assert_eq!(found.matches.len(), 1);
        assert_eq!((found.matches[0].slip, found.matches[0].by), (1, MetBy::Number));
        // 500 kg in the register, 100 kg in the ledger.
        assert_eq!(found.matches[0].difference_kg, Some(400.0));
        assert_eq!(found.only_in_register, [0]);
    }

    #[test]
    fn without_number_day_code_and_weight_must_all_be_near() {
        let (.., found) = both(
            "2025-03-01,weee_handover,L1,operator,,,16 02 14,100\n\
             2025-05-01,weee_handover,L2,operator,,,16 02 14,100\n\
             2025-07-01,weee_handover,L3,operator,,,16 02 14,100\n\
             2025-09-01,weee_handover,L4,operator,,,16 02 14,100\n\
             2025-10-01,weee_handover,L5,eco_organisme,,BC-5,16 02 14,100\n",
            "A;2025-03-08;160214;0,095;;\n\
             B;2025-05-09;16 02 14;0,1;;\n\
             C;2025-07-01;16 02 13*;0,1;;\n\
             D;2025-09-01;16 02 14;0,12;;\n",
        );
        // A is 7 days and 5 kg of 100 away; B is 8 days away; C has another code; D is 20 kg of
        // 120 away, more than a tenth.
        assert_eq!(found.matches.len(), 1);
        assert_eq!((found.matches[0].lot, found.matches[0].by), (0, MetBy::DayCodeWeight));
        assert_eq!(found.only_in_ledger, [1, 2, 3]);
        assert_eq!(found.without_slip, [4], "with a collection note, no slip is to be expected");
        assert_eq!(found.only_in_register, [1, 2, 3]);
    }

    #[test]
    fn treatments_are_written_as_rows_that_read_back() {
        let (ledger, lots, slips, found) = both(
            "2025-03-01,weee_handover,L1,operator,BSD-20250301-AAAAAAAAA,,16 02 14,100\n",
            "BSD-20250301-AAAAAAAAA;2025-03-01;16 02 14;0,1;R 4;RECYCLAGE\n",
        );
        let rows: Vec<_> = found.treatments(&lots, &slips).collect();
        let bytes = write_treatments(&ledger, &rows, Vec::new(), CsvDialect::Standard).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("treated.csv");
        std::fs::write(&path, bytes).unwrap();
        let (treated, rejects) = Ledger::read(&path).unwrap();
        assert!(rejects.is_empty(), "{rejects:?}");
        let movement = &treated.movements[0];
        assert_eq!(treated.words.or_empty(movement.lot), "L1");
        let treatment = treated.treatment(movement).unwrap();
        assert_eq!(treated.treated(movement, treatment).mode, Some(TreatmentMode::Recycling));
    }
}
