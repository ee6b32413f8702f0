//! The balance by pillar: of the commitments of each, how many are kept, late, or neither.

use super::DocumentBlock;
use crate::model::Plan;
use crate::standing::{Became, Status};
use crate::words::Pillar;
use ground::lang::Lang;

/// The table of the pillars that have commitments; what became of none has no column.
pub(crate) fn by_pillar(plan: &Plan, status: &Status, lang: Lang) -> DocumentBlock {
    let met: Vec<Became> =
        Became::ALL.into_iter().filter(|became| status.that(*became).next().is_some()).collect();
    let count = |pillar: Pillar, became: Became| {
        status.that(became).filter(|one| one.pillar(plan) == pillar).count()
    };
    let rows = pillars(plan, status).into_iter().map(|pillar| {
        let counts = met.iter().map(|became| count(pillar, *became).to_string());
        std::iter::once(pillar.label(lang).to_owned()).chain(counts).collect()
    });
    let many = status.standings.len();
    let of_each = met.iter().map(|became| became.label(lang, many).to_owned());
    let columns = std::iter::once(lang.label("Pilier", "Pillar").to_owned()).chain(of_each);
    DocumentBlock::Table(columns.collect(), rows.collect())
}

/// The pillars that have commitments, in their order.
pub(super) fn pillars(plan: &Plan, status: &Status) -> Vec<Pillar> {
    let has = |pillar: &Pillar| status.standings.iter().any(|one| one.pillar(plan) == *pillar);
    Pillar::ALL.iter().copied().filter(has).collect()
}
