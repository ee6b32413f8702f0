//! What tables of a pack say of questions that no run tells alone.

use ground::fault::Fault;
use ground::table::SmallTable;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How many proofs are named.
const NAMED: usize = 12;

/// What tables say, by the point of the questionnaire.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToldPoints(BTreeMap<&'static str, String>);

impl ToldPoints {
    /// What the tables of a pack say: its estate stands in one folder, its results may stand in
    /// another.
    ///
    /// # Errors
    ///
    /// A table that is there cannot be read.
    pub fn read(pack: &Path, results: &Path) -> Result<Self, Fault> {
        let mut told = BTreeMap::new();
        if let Some(table) = ReadTable::open(&results.join("results/footprint.csv"))? {
            told.insert("4", stages(&table));
            told.insert("12", end_of_life(&table));
            told.insert("9", at_home(&table));
        }
        if let Some(table) = ReadTable::open(&results.join("results/services.csv"))? {
            let said = told.entry("9").or_default();
            *said = joined([services(&table), std::mem::take(said)]);
        }
        if let Some(table) = ReadTable::open(&pack.join("estate/movements.csv"))? {
            told.insert("7", earlier_use(&table));
        }
        Ok(Self(told))
    }

    /// What is told of a point; nothing where no table does.
    pub(super) fn of(&self, point: &str) -> Option<&str> {
        self.0.get(point).map(String::as_str).filter(|said| !said.is_empty())
    }
}

/// A table whose cells are asked by their headings.
struct ReadTable(SmallTable);

impl ReadTable {
    fn open(path: &Path) -> Result<Option<Self>, Fault> {
        if !path.is_file() {
            return Ok(None);
        }
        SmallTable::open(path, &[]).map(|table| Some(Self(table)))
    }

    /// Each row's cells of these columns; empty where there is no such column.
    fn rows<'a, const N: usize>(
        &'a self,
        columns: [&str; N],
    ) -> impl Iterator<Item = [&'a str; N]> + use<'a, N> {
        let at = columns.map(|name| self.0.headings().iter().position(|own| *own == name));
        self.0.rows().map(move |row| at.map(|at| at.map_or("", |at| row.cell(at))))
    }
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// Each stage of the whole, by criterion; one without a value is named with how many lack a factor.
fn stages(footprint: &ReadTable) -> String {
    let columns = ["axis", "stage", "criterion", "value", "unit", "units_without_factor"];
    let totals = footprint.rows(columns).filter(|[axis, ..]| *axis == "total");
    let told: Vec<String> = totals
        .map(|[_, stage, criterion, value, unit, lacking]| {
            let value = if value.is_empty() { "none" } else { value };
            format!("{stage} {criterion} = {value} {unit} (units_without_factor {lacking})")
        })
        .collect();
    told.join("; ")
}

/// The end of life of the whole, and the least of any line: below nothing, a benefit was taken off.
fn end_of_life(footprint: &ReadTable) -> String {
    let columns = ["axis", "key", "stage", "criterion", "value", "unit"];
    let mut least: BTreeMap<&str, (f64, &str)> = BTreeMap::new();
    let mut whole = Vec::new();
    for [axis, key, stage, criterion, value, unit] in footprint.rows(columns) {
        let (true, Ok(number)) = (stage == "end_of_life", value.parse::<f64>()) else { continue };
        if axis == "total" {
            whole.push(format!("end_of_life {criterion} = {value} {unit}"));
        } else if axis == "type" {
            let known = least.entry(criterion).or_insert((number, key));
            if number < known.0 {
                *known = (number, key);
            }
        }
    }
    let least = least.iter().map(|(of, (value, key))| format!("least {of} = {value} ({key})"));
    whole.extend(least);
    whole.join("; ")
}

/// Screens and boxes that count; the data say no days of telework.
fn at_home(footprint: &ReadTable) -> String {
    let types = footprint.rows(["axis", "key", "units"]);
    let is_asked = |key: &str| key == "monitor" || key.split('_').any(|part| part == "box");
    let own: BTreeSet<String> = types
        .filter(|[axis, key, _]| *axis == "type" && is_asked(key))
        .map(|[_, key, units]| format!("units of {key}, wherever they are = {units}"))
        .collect();
    own.into_iter().collect::<Vec<_>>().join("; ")
}

/// The lines of services of a network, by service.
fn services(services: &ReadTable) -> String {
    let mut lines: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for [line, service] in services.rows(["line", "service"]) {
        if service.starts_with("network") {
            lines.entry(service).or_default().insert(line);
        }
    }
    let told = lines.iter().map(|(service, lines)| format!("rows of {service} = {}", lines.len()));
    told.collect::<Vec<_>>().join("; ")
}

/// The rows that tell an earlier use, and those that have a proof of it.
fn earlier_use(movements: &ReadTable) -> String {
    let rows = movements.rows(["upstream_months", "upstream_proof"]);
    let rows: Vec<[&str; 2]> = rows.filter(|[months, _]| !months.is_empty()).collect();
    if rows.is_empty() {
        return String::new();
    }
    let proofs: Vec<&str> = rows.iter().map(|row| row[1]).filter(|it| !it.is_empty()).collect();
    let named: BTreeSet<&str> = proofs.iter().copied().collect();
    let named: Vec<&str> = named.into_iter().take(NAMED).collect();
    let counts = format!(
        "rows with upstream_months = {}; of these with upstream_proof = {}",
        rows.len(),
        proofs.len()
    );
    if named.is_empty() { counts } else { format!("{counts} ({})", named.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_tell_what_they_hold_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        assert_eq!(ToldPoints::read(root, root).unwrap(), ToldPoints::default());
        for name in ["results", "estate"] {
            std::fs::create_dir(root.join(name)).unwrap();
        }
        let write = |name: &str, text: &str| std::fs::write(root.join(name), text).unwrap();
        write(
            "results/footprint.csv",
            "axis,key,units,stage,criterion,value,unit,units_without_factor\n\
             total,,9,manufacturing,gwp,12.5,kgCO2e,0\ntotal,,9,use,gwp,,kgCO2e,2\n\
             total,,9,end_of_life,gwp,1.5,kgCO2e,0\ntype,monitor,4,end_of_life,gwp,1,kgCO2e,0\n\
             type,server,5,end_of_life,gwp,-0.5,kgCO2e,0\n",
        );
        write(
            "results/services.csv",
            "line,service,stage\n2,network_fixed,use\n2,network_fixed,embodied\n3,network_fixed,use\n4,paper,use\n",
        );
        write(
            "estate/movements.csv",
            "kind;upstream_months;upstream_proof\npurchase;24;ATT-1\npurchase;12;\nassign;;\n",
        );
        let told = ToldPoints::read(root, root).unwrap();
        assert_eq!(
            told.of("4"),
            Some(
                "manufacturing gwp = 12.5 kgCO2e (units_without_factor 0); use gwp = none kgCO2e \
                 (units_without_factor 2); end_of_life gwp = 1.5 kgCO2e (units_without_factor 0)"
            )
        );
        assert_eq!(told.of("12"), Some("end_of_life gwp = 1.5 kgCO2e; least gwp = -0.5 (server)"));
        assert_eq!(
            told.of("9"),
            Some("rows of network_fixed = 2; units of monitor, wherever they are = 4")
        );
        assert_eq!(
            told.of("7"),
            Some("rows with upstream_months = 2; of these with upstream_proof = 1 (ATT-1)")
        );
        assert_eq!(told.of("8"), None);
        // Facts are found, and nobody's answer is written.
        let csv = crate::annex_csv(&serde_json::Value::Null, &serde_json::Value::Null, &told);
        let csv = String::from_utf8(csv.unwrap()).unwrap();
        let filled = csv.lines().filter(|line| line.contains(" = ")).count();
        assert_eq!(filled, 4, "{csv}");
        assert!(csv.lines().skip(1).all(|line| line.ends_with(",,,,")), "{csv}");
    }
}
