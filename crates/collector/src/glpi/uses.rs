//! Which token brought a machine: one that is good for so many takes no more.

use crate::store::{Paper, Store, StoreFault, Token};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is kept beside a document: no agent says it, and no export writes it.
#[derive(Deserialize)]
struct Beside {
    #[serde(default)]
    token: Option<i64>,
}

/// The number of the token that a document came by; none where it came without, or before tokens
/// were kept.
fn token_of(paper: &Paper) -> Option<i64> {
    serde_json::from_str::<Beside>(&paper.body).ok()?.token
}

/// Whether a machine that is known came by a token, as far as it is known.
pub(super) fn brought(paper: &Paper, token: &Token) -> bool {
    paper.trusted && paper.site == token.site && token_of(paper).is_none_or(|id| id == token.id)
}

/// The machines of other agents that each token brought, by its number.
pub(crate) fn machines(papers: &[Paper]) -> BTreeMap<i64, i64> {
    let mut machines = BTreeMap::new();
    for token in papers.iter().filter_map(token_of) {
        *machines.entry(token).or_default() += 1;
    }
    machines
}

/// Whether a token takes no machine more: those that enrolled by it and those of other agents are
/// as many as it is good for.
///
/// # Errors
/// The store's word.
pub(crate) fn is_used_up(store: &mut dyn Store, token: &Token) -> Result<bool, StoreFault> {
    let Some(uses) = token.uses else { return Ok(false) };
    // As it is now: what the collector remembers of it is a second old.
    let now = store.tokens()?.into_iter().find(|one| one.id == token.id);
    let enrolled = now.map_or(token.used, |now| now.used);
    let others = machines(&store.papers()?).remove(&token.id).unwrap_or(0);
    Ok(enrolled + others >= uses)
}
