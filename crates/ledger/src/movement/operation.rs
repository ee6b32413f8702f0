//! Treatment operations of waste (D 1 to D 15, R 0 to R 13), and what each may make of it.

use super::TreatmentMode;

/// A treatment operation of annexes I and II of directive 2008/98/CE.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operation {
    /// Whether it is recovery (R), and not disposal (D).
    pub is_recovery: bool,
    /// Its number.
    pub number: u8,
    /// Whether a D 9 is final (`D 9 F`): the code alone is a transit.
    pub is_final_d9: bool,
}

use TreatmentMode as M;

const ANY_MATERIAL: &[M] = &[M::Reuse, M::Recycling, M::OtherRecovery];

impl Operation {
    /// Reads a code, with or without a space: `R 4`, `r4`, `D 9 F`; `None` where there is none
    /// such.
    ///
    /// ```
    /// use empreinte_ledger::movement::Operation;
    /// assert_eq!(Operation::read("R4").unwrap().code(), "R 4");
    /// assert_eq!(Operation::read("R 14"), None);
    /// assert_eq!(Operation::read("D 6"), None);
    /// ```
    pub fn read(cell: &str) -> Option<Self> {
        let code: String =
            cell.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        let (letter, number) = (code.get(..1)?, code.get(1..)?);
        let (number, is_final_d9) = match number.strip_suffix('F') {
            Some(number) => (number, true),
            None => (number, false),
        };
        if number.is_empty() || number.len() > 2 || number.starts_with('0') && number.len() > 1 {
            return None;
        }
        let number: u8 = number.parse().ok()?;
        let is_recovery = match (letter, number) {
            ("R", 0..=13) => true,
            // D 6, into seas, is forbidden in France and unknown to its registers.
            ("D", 1..=5 | 7..=15) => false,
            _ => return None,
        };
        if is_final_d9 && (is_recovery || number != 9) {
            return None;
        }
        Some(Self { is_recovery, number, is_final_d9 })
    }

    /// Its code, as French registers write it.
    pub fn code(self) -> String {
        let letter = if self.is_recovery { 'R' } else { 'D' };
        format!("{letter} {}{}", self.number, if self.is_final_d9 { " F" } else { "" })
    }

    /// What it may make of waste; empty for a transit, one where the code alone tells.
    ///
    /// # Source
    ///
    /// The codes and modes that Trackdéchets accepts together (MTES-MCT/trackdechets, 2024).
    pub fn modes(self) -> &'static [TreatmentMode] {
        match (self.is_recovery, self.number) {
            (false, 13..=15) | (true, 12 | 13) => &[],
            (false, 9) if !self.is_final_d9 => &[],
            (false, _) => &[M::Disposal],
            (true, 0) => &[M::Reuse],
            (true, 1) => &[M::EnergyRecovery],
            (true, 6..=8) => &[M::Recycling, M::OtherRecovery],
            (true, 10) => &[M::OtherRecovery],
            (true, _) => ANY_MATERIAL,
        }
    }

    /// Whether it is a transit: what becomes of the waste is told by a later operation.
    pub fn is_transit(self) -> bool {
        self.modes().is_empty()
    }

    /// What it made of waste: the mode said, where it fits; else the only one the code allows.
    pub fn mode(self, said: Option<TreatmentMode>) -> Option<TreatmentMode> {
        match (said, self.modes()) {
            (Some(said), modes) if modes.contains(&said) => Some(said),
            (None, [only]) => Some(*only),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(codes: &[&str], modes: &[TreatmentMode]) {
        for code in codes {
            let operation = Operation::read(code).unwrap_or_else(|| panic!("`{code}`"));
            assert_eq!(operation.modes(), modes, "`{code}`");
            assert_eq!(operation.code(), *code);
        }
    }

    #[test]
    fn each_code_has_the_modes_that_the_national_register_accepts() {
        check(
            &["D 1", "D 2", "D 3", "D 4", "D 5", "D 7", "D 8", "D 9 F", "D 10", "D 11", "D 12"],
            &[M::Disposal],
        );
        check(&["R 0"], &[M::Reuse]);
        check(&["R 1"], &[M::EnergyRecovery]);
        check(
            &["R 2", "R 3", "R 4", "R 5", "R 9", "R 11"],
            &[M::Reuse, M::Recycling, M::OtherRecovery],
        );
        check(&["R 6", "R 7", "R 8"], &[M::Recycling, M::OtherRecovery]);
        check(&["R 10"], &[M::OtherRecovery]);
        check(&["D 9", "D 13", "D 14", "D 15", "R 12", "R 13"], &[]);
    }

    #[test]
    fn codes_that_do_not_exist_are_none() {
        for code in ["D 0", "D 6", "D 16", "R 14", "R", "", "X 1", "R 04", "R 9 F", "D 9 G", "R-4"]
        {
            assert_eq!(Operation::read(code), None, "`{code}`");
        }
        assert_eq!(Operation::read(" r 12 "), Operation::read("R12"));
    }

    #[test]
    fn a_mode_is_known_when_said_and_fitting_or_when_the_code_allows_one_only() {
        let of = |code: &str, said| Operation::read(code).unwrap().mode(said);
        assert_eq!(of("R 4", Some(M::Recycling)), Some(M::Recycling));
        assert_eq!(of("R 4", None), None, "three are possible");
        assert_eq!(of("R 4", Some(M::Disposal)), None, "it does not fit");
        assert_eq!(of("D 10", None), Some(M::Disposal));
        assert_eq!(of("R 13", Some(M::Recycling)), None, "a transit makes nothing of it yet");
    }
}
