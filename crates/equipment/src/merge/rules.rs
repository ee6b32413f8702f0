//! Which source is believed for which field, as data.

use ground::fault::Fault;
use ground::table::SmallTable;
use inventory::{Field, SourceKind};
use std::path::Path;

/// The rules of merging.
pub struct Rules {
    orders: Vec<[SourceKind; 3]>,
}

impl Rules {
    /// The rules that come with the program.
    ///
    /// # Errors
    ///
    /// Their tables do not hold, which a test excludes.
    pub fn shipped() -> Result<Self, Fault> {
        let table = |name: &str, text: &str, columns: &[&str]| {
            SmallTable::parse(Path::new(name), text, columns)
        };
        // A register is kept by hand and by many: where no rule speaks, it is believed.
        let mut orders =
            vec![[SourceKind::Register, SourceKind::List, SourceKind::Agent]; Field::ALL.len()];
        let rules = table("rules.csv", include_str!("rules.csv"), &["field", "order"])?;
        for row in rules.rows() {
            let field = Field::ALL.into_iter().find(|field| field.code() == row.get("field"));
            let order: Vec<SourceKind> =
                row.get("order").split('|').filter_map(SourceKind::named).collect();
            if let (Some(field), [first, second, third]) = (field, order.as_slice()) {
                orders[field as usize] = [*first, *second, *third];
            }
        }
        Ok(Self { orders })
    }

    /// The place of a kind for a field, 0 being believed first.
    pub fn rank(&self, field: Field, kind: SourceKind) -> usize {
        self.orders[field as usize].iter().position(|one| *one == kind).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_are_believed_for_hardware_and_lists_for_purchases() {
        let rules = Rules::shipped().unwrap();
        assert_eq!(rules.rank(Field::CpuModel, SourceKind::Agent), 0);
        assert_eq!(rules.rank(Field::PriceEur, SourceKind::List), 0);
        assert_eq!(rules.rank(Field::AcquiredOn, SourceKind::Agent), 2);
    }

    #[test]
    fn every_rule_names_a_field_and_each_kind_once() {
        let table = SmallTable::parse(Path::new("r"), include_str!("rules.csv"), &[]).unwrap();
        for row in table.rows() {
            let field = Field::ALL.into_iter().find(|field| field.code() == row.get("field"));
            assert!(field.is_some(), "line {}", row.line);
            let mut order: Vec<&str> = row.get("order").split('|').collect();
            order.sort_unstable();
            assert_eq!(order, ["agent", "list", "register"], "line {}", row.line);
        }
    }
}
