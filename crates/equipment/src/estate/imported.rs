//! The folder that an import wrote, taken like an estate.

use super::counted::Imported;
use super::{Card, Estate};
use ground::fault::Fault;
use ground::table::{SmallTable, TextSource};
use ground::text;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

impl Estate {
    /// Opens the folder that an import wrote: the rows it kept, those it set aside, and its card.
    pub(super) fn imported(root: &Path) -> Result<Self, Fault> {
        let run_path = root.join("run.json");
        let text = ground::table::text_of_input(&run_path)
            .map_err(|error| TextSource::cannot_read(&run_path, &error))?;
        let unreadable = |error: serde_json::Error| {
            Fault::new(text!("run.json est illisible", "run.json cannot be read"))
                .in_file(&run_path)
                .because(error)
        };
        let run: Value = serde_json::from_str(&text).map_err(unreadable)?;
        let inventory = root.join("inventory.csv");
        if !inventory.is_file() {
            return Err(Fault::new(text!(
                "ce dossier de résultats n'a pas d'inventaire",
                "this result folder has no inventory"
            ))
            .in_file(root)
            .hint(text!(
                "donnez l'inventaire, ou le dossier que `empreinte import … --out DOSSIER` a écrit",
                "give the inventory, or the folder that `empreinte import … --out DIR` wrote"
            )));
        }
        let own_card = root.join(super::names::CARD);
        let (card, card_path) = if own_card.exists() {
            let text = ground::table::text_of_input(&own_card)
                .map_err(|error| TextSource::cannot_read(&own_card, &error))?;
            (Card::parse(&own_card, &text)?, own_card)
        } else {
            let said = run.get("card").cloned().unwrap_or(Value::Null);
            let card = if said.is_null() {
                Card::blank()
            } else {
                serde_json::from_value(said).map_err(unreadable)?
            };
            card.check(&run_path)?;
            (card, run_path.clone())
        };
        let count = |name: &str| run["counts"][name].as_u64().unwrap_or(0);
        let kinds = run["out_of_scope"].as_object().into_iter().flatten();
        let imported = Imported {
            merged: count("merged"),
            out_of_scope: kinds
                .map(|(kind, rows)| (kind.clone(), rows.as_u64().unwrap_or(0)))
                .collect(),
            conflicts: run["conflicts"].as_u64().unwrap_or(0),
            unread_cells: run["unread_cells"].as_u64().unwrap_or(0),
            totals: count("totals_passed_over"),
            stayed: (run["stayed_in_estate"].as_array().into_iter().flatten())
                .filter_map(Value::as_str)
                // One that was put beside is read again.
                .filter(|name| !root.join(name).exists())
                .map(str::to_owned)
                .collect(),
        };
        let year = run["year"].as_i64().and_then(|year| i32::try_from(year).ok());
        let rejects = root.join("rejects.csv");
        let some = rejects.is_file() && has_rows(&rejects)?;
        let tables = std::iter::once(inventory).chain(some.then_some(rejects)).collect();
        Ok(Self {
            inventories: BTreeMap::from([(year, tables)]),
            card_path,
            imported: Some(imported),
            ..Self::of(root, card, true)
        })
    }
}

fn has_rows(path: &Path) -> Result<bool, Fault> {
    Ok(SmallTable::open(path, &[])?.rows().next().is_some())
}
