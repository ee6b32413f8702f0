//! Groups of fewer than five devices are merged: a figure of three machines is one of three people.

use crate::store::{EnrolledAgent, MergedPaper};
use std::collections::BTreeMap;

/// The fewest devices of a group that is shown.
pub const FEWEST: usize = 5;

/// The name under which smaller groups stand together.
pub(crate) const SMALL: &str = "sites < 5";

/// The sites, and how many devices each has.
#[derive(Clone, Debug, Default)]
pub struct Sites(BTreeMap<String, usize>);

impl Sites {
    /// Counts the devices of each site.
    pub fn of(agents: &[EnrolledAgent], papers: &[MergedPaper]) -> Self {
        let mut sites: BTreeMap<String, usize> = BTreeMap::new();
        let names = agents.iter().map(|agent| &agent.site);
        for site in names.chain(papers.iter().map(|paper| &paper.site)) {
            *sites.entry(site.clone()).or_default() += 1;
        }
        Self(sites)
    }

    /// A site as it is shown; one of fewer than five devices has no name of its own. Where there is
    /// no other site at all, its name tells nothing that the estate does not.
    pub fn shown<'a>(&'a self, site: &'a str) -> &'a str {
        let devices = self.0.get(site).copied().unwrap_or(0);
        if site.is_empty() || devices >= FEWEST || self.0.len() == 1 { site } else { SMALL }
    }
}
