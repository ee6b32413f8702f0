//! Cells worked out of others: a state of two statuses, a type of an operating system, gigabytes of
//! megabytes.
//!
//! It knows how each tool says these things; what the words mean for the footprint is for the
//! rooms after it.

use super::headings::{Hint, headings, key};
use super::size::{BYTE, GB, MB, gigabytes};
use super::system::{is_mobile, mac, machine_of};
use super::{Field, Layout, SourceFormat};
use csv::ByteRecord;
use ground::table::fold;

/// A field worked out of other columns.
#[derive(Debug, Clone)]
pub(super) struct Derived {
    /// The field.
    pub(super) field: Field,
    /// The column that says most of it, for messages.
    pub(super) from: Option<usize>,
    /// How.
    pub(super) rule: Rule,
}

/// How a cell is worked out.
#[derive(Debug, Clone)]
pub(super) enum Rule {
    /// By the source's own way of saying it.
    Own,
    /// A size in gigabytes, of a cell whose unit is this many gigabytes where it says none.
    Size(Option<f64>),
    /// A date, or a year alone.
    Year,
    /// The same for all rows.
    Constant(String),
}

/// What must be worked out of the columns of a file.
pub(super) fn rules(layout: &Layout) -> Vec<Derived> {
    let mut rules = Vec::new();
    let sizes = [
        (Hint::MemoryGb, Some(GB)),
        (Hint::MemoryMb, Some(MB)),
        (Hint::MemoryBytes, Some(BYTE)),
        (Hint::Memory, None),
    ];
    if layout.column(Field::RamGb).is_none()
        && let Some((at, unit)) = sizes.iter().find_map(|(h, unit)| Some((layout.hint(*h)?, *unit)))
    {
        rules.push(Derived { field: Field::RamGb, from: Some(at), rule: Rule::Size(unit) });
    }
    let loose = [SourceFormat::Spreadsheet, SourceFormat::EcoDiag, SourceFormat::Mapped];
    if loose.contains(&layout.format)
        && let Some(at) = layout.column(Field::AcquiredOn)
    {
        rules.push(Derived { field: Field::AcquiredOn, from: Some(at), rule: Rule::Year });
    }
    for (field, from) in own(layout) {
        rules.push(Derived { field, from, rule: Rule::Own });
    }
    rules
}

/// The fields that a source says in its own way, each with the column that says most of it.
fn own(layout: &Layout) -> Vec<(Field, Option<usize>)> {
    let column = |field| layout.column(field);
    let hint = |hint| layout.hint(hint);
    let mut fields = Vec::new();
    match layout.format {
        SourceFormat::Glpi => {
            let list = [Hint::ItemType, Hint::Monitor, Hint::Printer, Hint::Phone];
            if let Some(at) = list.into_iter().find_map(hint) {
                fields.push((Field::EquipmentType, column(Field::EquipmentType).or(Some(at))));
            }
        }
        SourceFormat::SnipeIt => {
            fields.push((Field::Status, column(Field::Status).or(hint(Hint::Deleted))));
            if let Some(at) = hint(Hint::Ownership) {
                fields.push((Field::Ownership, Some(at)));
            }
            if let Some(at) = hint(Hint::Deleted) {
                fields.push((Field::ExitedOn, Some(at)));
            }
        }
        SourceFormat::Intune => {
            fields.push((Field::EquipmentType, hint(Hint::Os)));
            if let Some(at) = hint(Hint::Ownership) {
                fields.push((Field::Ownership, Some(at)));
            }
            if let Some(at) = hint(Hint::StorageMb) {
                fields.push((Field::SsdGb, Some(at)));
            }
        }
        SourceFormat::Autopilot => fields.push((Field::EquipmentType, None)),
        SourceFormat::Ocs => {
            fields.push((Field::EquipmentType, column(Field::EquipmentType).or(hint(Hint::Os))));
            if let Some(at) = hint(Hint::Archived) {
                fields.push((Field::Status, Some(at)));
            }
        }
        SourceFormat::ServiceNow => {
            let class = hint(Hint::Class).or(hint(Hint::Form));
            fields.push((Field::EquipmentType, column(Field::EquipmentType).or(class)));
            fields.push((Field::Status, column(Field::Status)));
            fields.push((Field::ExitRoute, hint(Hint::Substatus).or(column(Field::ExitRoute))));
            let model = column(Field::Model);
            if model.is_some_and(|at| key(&layout.headers[at]) == "displayname") {
                fields.push((Field::Model, model));
            }
        }
        SourceFormat::Lansweeper => {
            fields.push((Field::EquipmentType, column(Field::EquipmentType).or(hint(Hint::Os))));
            fields.push((Field::Status, column(Field::Status)));
        }
        SourceFormat::Fleet => fields.push((Field::EquipmentType, hint(Hint::Os))),
        SourceFormat::Ralph => {
            let model = hint(Hint::ModelText);
            fields.push((Field::EquipmentType, column(Field::EquipmentType).or(model)));
            fields.push((Field::Status, column(Field::Status)));
            if model.is_some() {
                fields.push((Field::Model, model));
            }
        }
        SourceFormat::Jamf => {
            fields.push((Field::EquipmentType, column(Field::Model)));
            if column(Field::Manufacturer).is_none() {
                fields.push((Field::Manufacturer, None));
            }
        }
        _ => {}
    }
    fields.retain(|(field, from)| {
        from.is_some() || matches!(field, Field::EquipmentType | Field::Manufacturer)
    });
    fields
}

/// A row's own cells, by what they hold.
struct Cells<'a> {
    layout: &'a Layout,
    record: &'a ByteRecord,
}

impl Cells<'_> {
    fn at(&self, column: Option<usize>) -> String {
        let cell = column.and_then(|at| self.record.get(at)).unwrap_or(b"");
        String::from_utf8_lossy(cell).trim().to_owned()
    }

    /// A field as the file has it, not as it was worked out.
    fn field(&self, field: Field) -> String {
        let role = super::Role::Field(field);
        self.at(self.layout.roles.iter().position(|known| *known == role))
    }

    fn hint(&self, hint: Hint) -> String {
        self.at(self.layout.hint(hint))
    }

    /// What the source's own word in a column means; the word itself where that is not known.
    fn word(&self, column: &str, word: &str) -> String {
        headings()
            .word(self.layout.format, column, word)
            .map_or_else(|| word.to_owned(), str::to_owned)
    }

    fn known(&self, column: &str, word: &str) -> Option<String> {
        headings().word(self.layout.format, column, word).map(str::to_owned)
    }
}

impl Derived {
    /// Whether the cell is normally what its column holds.
    pub(super) fn as_it_stands(&self) -> bool {
        matches!(self.rule, Rule::Year)
    }

    /// The cell of a row.
    pub(super) fn work_out(&self, layout: &Layout, record: &ByteRecord) -> String {
        let cells = Cells { layout, record };
        match &self.rule {
            Rule::Constant(value) => value.clone(),
            Rule::Size(unit) => gigabytes(&cells.at(self.from), *unit),
            Rule::Year => year(cells.at(self.from)),
            Rule::Own => match self.field {
                Field::EquipmentType => type_word(&cells),
                Field::Status => status_word(&cells),
                Field::ExitRoute => {
                    let route = cells.known("exit_route", &cells.hint(Hint::Substatus));
                    route.unwrap_or_else(|| cells.field(Field::ExitRoute))
                }
                Field::ExitedOn => cells.hint(Hint::Deleted),
                Field::Ownership => ownership(&cells),
                Field::SsdGb if is_mobile(&cells.hint(Hint::Os)) => {
                    gigabytes(&cells.hint(Hint::StorageMb), Some(MB))
                }
                Field::Model if layout.format == SourceFormat::ServiceNow => {
                    // A display name is the tag, a dash and the model.
                    let (name, tag) = (cells.field(Field::Model), cells.field(Field::AssetTag));
                    let model = name.strip_prefix(&tag).and_then(|rest| rest.strip_prefix(" - "));
                    model.map_or_else(|| name.clone(), str::to_owned)
                }
                Field::Model => bracketed(&cells.hint(Hint::ModelText)).1,
                Field::Manufacturer => "Apple".to_owned(),
                _ => String::new(),
            },
        }
    }
}

fn type_word(cells: &Cells<'_>) -> String {
    let own = cells.field(Field::EquipmentType);
    let os = cells.hint(Hint::Os);
    let model = cells.field(Field::Model);
    match cells.layout.format {
        SourceFormat::Glpi => {
            let list = cells.word("itemtype", &cells.hint(Hint::ItemType));
            let kind =
                [(Hint::Monitor, "monitor"), (Hint::Printer, "imprimante"), (Hint::Phone, "phone")]
                    .into_iter()
                    .find(|(hint, _)| cells.layout.hint(*hint).is_some())
                    .map_or("", |(_, kind)| kind);
            match (list.as_str(), own.as_str()) {
                // The type of a monitor is its technology, `LCD`, which is no type of equipment.
                ("monitor", _) => "monitor".to_owned(),
                ("", _) if kind == "monitor" => "monitor".to_owned(),
                ("phone", "") => phone(cells).to_owned(),
                ("", "") if kind == "phone" => phone(cells).to_owned(),
                ("", "") => kind.to_owned(),
                (list, "") => list.to_owned(),
                _ => own,
            }
        }
        SourceFormat::Intune | SourceFormat::Fleet => machine_of(&os, &model),
        SourceFormat::Jamf => mac(&model).to_owned(),
        SourceFormat::Ocs => match fold(&own).as_str() {
            "" => machine_of(&os, &model),
            _ => own,
        },
        SourceFormat::Lansweeper => match cells.word("equipment_type", &own) {
            word if word == "computer" => machine_of(&os, &model),
            word => word,
        },
        SourceFormat::ServiceNow => {
            if is_yes(&cells.hint(Hint::Virtual)) {
                return "virtual machine".to_owned();
            }
            let (class, form) = (cells.hint(Hint::Class), cells.hint(Hint::Form));
            let category = if own.is_empty() { class } else { own };
            let word = cells.word("equipment_type", &category);
            // A form says more than « Computer » or « Hardware ».
            let vague = matches!(fold(&word).as_str(), "" | "computer" | "hardware" | "computers");
            if vague && !form.is_empty() { form } else { word }
        }
        SourceFormat::Ralph if own.is_empty() => bracketed(&cells.hint(Hint::ModelText)).0,
        SourceFormat::Autopilot => "computer".to_owned(),
        _ => own,
    }
}

/// What a phone of no type is: on a desk by its maker, else by its model.
fn phone(cells: &Cells<'_>) -> &'static str {
    const DESK: [&str; 10] = [
        "yealink",
        "mitel",
        "aastra",
        "alcatel",
        "snom",
        "polycom",
        "avaya",
        "cisco",
        "gigaset",
        "grandstream",
    ];
    let maker = fold(&cells.field(Field::Manufacturer));
    if DESK.iter().any(|desk| maker.starts_with(desk)) {
        "ip phone"
    } else {
        "communication device"
    }
}

fn status_word(cells: &Cells<'_>) -> String {
    let own = cells.field(Field::Status);
    match cells.layout.format {
        SourceFormat::ServiceNow => {
            let state = cells.word("status", &own);
            let finer = cells.known("substatus", &cells.hint(Hint::Substatus));
            finer.unwrap_or(state)
        }
        SourceFormat::Ocs => {
            let archived = is_yes(&cells.hint(Hint::Archived));
            if archived { "exited".to_owned() } else { String::new() }
        }
        SourceFormat::SnipeIt => snipe_status(cells, &own),
        _ => cells.word("status", &own),
    }
}

/// Snipe-IT writes `Label (meta)`, or the label alone; who has it has it in service.
fn snipe_status(cells: &Cells<'_>, own: &str) -> String {
    if !cells.hint(Hint::Deleted).is_empty() {
        return "exited".to_owned();
    }
    let (label, meta) = match own.rsplit_once('(') {
        Some((label, meta)) => (label.trim(), meta.trim_end_matches(')').trim()),
        None => (own, ""),
    };
    let by_label = cells.known("status", label);
    let by_meta = cells.known("status", meta);
    let given = !cells.hint(Hint::CheckedOut).is_empty();
    match by_label.or(by_meta) {
        Some(state) if state == "in_stock" && given => "in_service".to_owned(),
        Some(state) => state,
        // An import file has no status: what somebody has is in service, the rest says nothing.
        None => label.to_owned(),
    }
}

fn ownership(cells: &Cells<'_>) -> String {
    let own = cells.hint(Hint::Ownership);
    match cells.layout.format {
        SourceFormat::SnipeIt if is_yes(&own) => "byod".to_owned(),
        SourceFormat::Intune => {
            cells.known("ownership", &own).unwrap_or_else(|| "professional".to_owned())
        }
        _ => String::new(),
    }
}

/// `[Storage] EMC VNX` in its two parts.
fn bracketed(cell: &str) -> (String, String) {
    match cell.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((kind, model)) => (kind.trim().to_owned(), model.trim().to_owned()),
        None => (String::new(), cell.to_owned()),
    }
}

pub(super) fn is_yes(cell: &str) -> bool {
    let word = fold(cell);
    ["1", "yes", "true", "oui", "vrai", "byod", "sim"].contains(&word.as_str())
}

/// A year alone stands for its middle, the day that is wrong by least.
fn year(cell: String) -> String {
    let digits = cell.strip_suffix(".0").unwrap_or(&cell);
    let is_year = digits.len() == 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.starts_with("19") || digits.starts_with("20"));
    if is_year { format!("{digits}-07-01") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Confidence;

    /// The cell of a field in a row of a source.
    #[track_caller]
    fn check(source: SourceFormat, head: &str, row: &str, field: Field, expected: &str) {
        let headers: Vec<String> = head.split(';').map(str::to_owned).collect();
        let layout = Layout::of(source, Confidence::Certain, &headers);
        let mut record = ByteRecord::from(row.split(';').collect::<Vec<_>>());
        layout.complete(&mut record);
        let at = layout.column(field).expect("the field is there");
        assert_eq!(std::str::from_utf8(&record[at]).unwrap(), expected, "{head} / {row}");
    }

    #[test]
    fn servicenows_state_is_that_of_the_pair() {
        let head = "asset_tag;install_status;substatus";
        let state = |row: &str, expected: &str| {
            check(SourceFormat::ServiceNow, head, row, Field::Status, expected);
        };
        state("A1;1;", "in_service");
        state("A1;Em uso;", "in_service");
        state("A1;In stock;Available", "in_stock");
        state("A1;Em estoque;Reparo pendente", "in_repair");
        state("A1;6;pending_disposal", "decommissioned");
        state("A1;Retirado;Lease retornado", "exited");
        let route = |row: &str, expected: &str| {
            check(SourceFormat::ServiceNow, head, row, Field::ExitRoute, expected);
        };
        route("A1;7;Donated", "donated");
        route("A1;Desaparecido;Perdido", "lost");
    }

    #[test]
    fn a_display_name_is_a_tag_and_a_model() {
        let head = "asset_tag;serial_number;model_category;display_name";
        let row = "P5;S;Monitor;P5 - Dell U2422H";
        check(SourceFormat::ServiceNow, head, row, Field::Model, "Dell U2422H");
    }

    #[test]
    fn a_virtual_configuration_item_is_a_virtual_machine() {
        let head = "sys_class_name;serial_number;virtual;form_factor";
        let kind = |row: &str, expected: &str| {
            check(SourceFormat::ServiceNow, head, row, Field::EquipmentType, expected);
        };
        kind("cmdb_ci_computer;X;true;", "virtual machine");
        kind("cmdb_ci_computer;X;false;Laptop", "Laptop");
        kind("cmdb_ci_win_server;X;false;", "server");
    }

    #[test]
    fn snipes_status_is_its_label_then_its_meta_then_who_has_it() {
        let head = "Asset Tag;Status;Checked Out";
        let state = |row: &str, expected: &str| {
            check(SourceFormat::SnipeIt, head, row, Field::Status, expected);
        };
        state("1;Ready to Deploy (deployable);", "in_stock");
        state("1;Ready to Deploy (deployable);somebody", "in_service");
        state("1;Chez le réparateur (undeployable);", "in_repair");
        state("1;Lost;", "Lost");
    }

    #[test]
    fn a_phone_of_intune_is_a_phone_and_its_storage_is_flash() {
        let head = "Device ID;OS;Model;Total storage;Ownership";
        let row = "1;Android;SM-A336B;131072;Personal";
        check(SourceFormat::Intune, head, row, Field::EquipmentType, "telephone mobile");
        check(SourceFormat::Intune, head, row, Field::SsdGb, "128");
        check(SourceFormat::Intune, head, row, Field::Ownership, "byod");
        let pc = "1;Windows;Latitude 5440;262144;Company";
        check(SourceFormat::Intune, head, pc, Field::EquipmentType, "computer");
        check(SourceFormat::Intune, head, pc, Field::SsdGb, "");
    }

    #[test]
    fn ralphs_model_says_its_category() {
        let head = "sn;barcode;model_str;status";
        let row = "S1;B1;[Storage] EMC VNX;2";
        check(SourceFormat::Ralph, head, row, Field::EquipmentType, "Storage");
        check(SourceFormat::Ralph, head, row, Field::Model, "EMC VNX");
        check(SourceFormat::Ralph, head, row, Field::Status, "in_service");
    }

    #[test]
    fn a_year_alone_stands_for_its_middle() {
        let head = "Type;Marque;Année d'achat";
        check(SourceFormat::Spreadsheet, head, "PC;HP;2021", Field::AcquiredOn, "2021-07-01");
        check(SourceFormat::Spreadsheet, head, "PC;HP;03/02/2021", Field::AcquiredOn, "03/02/2021");
    }
}
