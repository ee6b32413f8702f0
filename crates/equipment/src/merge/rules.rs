//! Which source is believed for which field, as data.

use ground::fault::Fault;
use ground::table::SmallTable;
use inventory::Field;
use std::collections::HashMap;
use std::path::Path;

/// What kind of source a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A program on the machine looked: agents, device management.
    Agent,
    /// A register that people keep: GLPI, Snipe-IT, `ServiceNow`.
    Register,
    /// A list that somebody wrote: purchases, a spreadsheet, a canonical inventory.
    List,
}

impl Kind {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Register => "register",
            Self::List => "list",
        }
    }

    fn named(code: &str) -> Option<Self> {
        [Self::Agent, Self::Register, Self::List].into_iter().find(|kind| kind.code() == code)
    }
}

/// The rules of merging.
pub struct Rules {
    kinds: HashMap<String, Kind>,
    orders: Vec<[Kind; 3]>,
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
        let kinds = table("kinds.csv", include_str!("kinds.csv"), &["source", "kind"])?;
        let kinds = kinds
            .rows()
            .filter_map(|row| Some((row.get("source").to_owned(), Kind::named(row.get("kind"))?)))
            .collect();
        // A register is kept by hand and by many: where no rule speaks, it is believed.
        let mut orders = vec![[Kind::Register, Kind::List, Kind::Agent]; Field::ALL.len()];
        let rules = table("rules.csv", include_str!("rules.csv"), &["field", "order"])?;
        for row in rules.rows() {
            let field = Field::ALL.into_iter().find(|field| field.code() == row.get("field"));
            let order: Vec<Kind> = row.get("order").split('|').filter_map(Kind::named).collect();
            if let (Some(field), [first, second, third]) = (field, order.as_slice()) {
                orders[field as usize] = [*first, *second, *third];
            }
        }
        Ok(Self { kinds, orders })
    }

    /// The kind of a source, by its name in files; a source that no list names is a list.
    pub fn kind(&self, source: &str) -> Kind {
        self.kinds.get(source).copied().unwrap_or(Kind::List)
    }

    /// The place of a kind for a field, 0 being believed first.
    pub fn rank(&self, field: Field, kind: Kind) -> usize {
        self.orders[field as usize].iter().position(|one| *one == kind).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_are_believed_for_hardware_and_lists_for_purchases() {
        let rules = Rules::shipped().unwrap();
        assert_eq!(rules.rank(Field::CpuModel, Kind::Agent), 0);
        assert_eq!(rules.rank(Field::PriceEur, Kind::List), 0);
        assert_eq!(rules.rank(Field::AcquiredOn, Kind::Agent), 2);
        assert_eq!(rules.kind("glpi"), Kind::Register);
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
