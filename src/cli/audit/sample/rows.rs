//! The rows of a pack's inventory, each with its footprint.

use empreinte::audit::DrawnItem;
use empreinte::equipment::State;
use empreinte::fault::Fault;
use empreinte::table::{SmallTable, fold};
use empreinte::text;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// A row of the inventory.
#[derive(Debug, Clone, Default)]
pub(super) struct SampleRow {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) model: String,
    pub(super) quantity: f64,
    pub(super) state: Option<State>,
    site: String,
    entity: String,
    /// Its footprint, and the part of it that is use; none where it has no figure.
    pub(super) value: Option<(f64, f64)>,
}

/// The rows of an inventory.
pub(super) struct SampleRows {
    pub(super) all: Vec<SampleRow>,
    pub(super) unit: String,
    by_id: HashMap<String, usize>,
    /// Footprint, use and units by type, and by type and model.
    by_kind: BTreeMap<(String, String), (f64, f64, f64)>,
}

/// Reads the rows of a year.
pub(super) fn read(folder: &Path, year: i32) -> Result<SampleRows, Fault> {
    let path = folder.join(format!("estate/inventories/{year}.csv"));
    let table = SmallTable::open(&path, &["equipment_id", "equipment_type", "quantity"])?;
    let mut all = Vec::new();
    let mut by_id = HashMap::new();
    for row in table.rows() {
        let word = |column: &str| row.get(column).to_owned();
        let one = SampleRow {
            id: word("equipment_id"),
            kind: word("equipment_type"),
            model: word("model"),
            quantity: row.number("quantity").map_err(|_| {
                row.fault("quantity", text!("quantité illisible", "quantity that cannot be read"))
            })?,
            state: State::named(row.get("status")),
            site: word("site"),
            entity: word("entity"),
            value: None,
        };
        by_id.insert(one.id.clone(), all.len());
        all.push(one);
    }
    let path = folder.join("results/impacts.csv");
    let table = SmallTable::open(&path, &["equipment_id", "stage", "criterion", "value", "unit"])?;
    let mut criterion = None;
    let mut unit = String::new();
    for row in table.rows() {
        let own = row.get("criterion");
        if *criterion.get_or_insert_with(|| own.to_owned()) != own {
            continue;
        }
        row.get("unit").clone_into(&mut unit);
        let id = row.get("equipment_id");
        if let (Some(at), Ok(value)) = (by_id.get(id), row.get("value").parse::<f64>()) {
            let (all, used) = all[*at].value.get_or_insert((0.0, 0.0));
            *all += value;
            if row.get("stage") == "use" {
                *used += value;
            }
        }
    }
    let mut by_kind: BTreeMap<(String, String), (f64, f64, f64)> = BTreeMap::new();
    for row in all.iter().filter(|row| row.state == Some(State::InService)) {
        let Some((value, used)) = row.value else { continue };
        let model = fold(&row.model);
        let own = (!model.is_empty()).then_some(model);
        for model in std::iter::once(String::new()).chain(own) {
            let sums = by_kind.entry((row.kind.clone(), model)).or_default();
            *sums = (sums.0 + value, sums.1 + used, sums.2 + row.quantity);
        }
    }
    Ok(SampleRows { all, unit, by_id, by_kind })
}

impl SampleRows {
    /// The rows as a draw takes them.
    pub(super) fn items(&self) -> Vec<DrawnItem> {
        let item = |row: &SampleRow| DrawnItem {
            id: row.id.clone(),
            value: row.value.map(|(all, _)| all),
        };
        self.all.iter().map(item).collect()
    }

    /// Where a row is to be looked for.
    pub(super) fn shown(&self, at: usize) -> (String, String, String) {
        let row = &self.all[at];
        (row.id.clone(), row.site.clone(), row.entity.clone())
    }

    /// The place of an identifier.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Footprint and use of a unit in service of a type and model, else of the type; none where the
    /// inventory has none with a figure.
    pub(super) fn each(&self, kind: &str, model: &str) -> Option<(f64, f64)> {
        let of = |model: String| self.by_kind.get(&(kind.to_owned(), model));
        let sums = of(fold(model)).or_else(|| of(String::new()))?;
        (sums.2 > 0.0).then(|| (sums.0 / sums.2, sums.1 / sums.2))
    }
}
