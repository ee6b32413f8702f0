//! Lines added up by where they count and by what they meet, for the explanation of a sum.

use equipment::State;
use factor::TypeId;
use footprint::impact::{FactorKey, Weight};
use std::collections::BTreeMap;
use walk::Line;

/// Where lines count, and what they meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Corner {
    pub(super) key: FactorKey,
    pub(super) type_id: TypeId,
    pub(super) site: u32,
    pub(super) entity: u32,
    pub(super) centre: Option<u16>,
    pub(super) state: State,
    /// The year of purchase; 0 where nothing tells.
    pub(super) year: i32,
}

/// What lines of one corner come to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CornerSum {
    pub(super) rows: u64,
    pub(super) weight: Weight,
}

/// Lines added up by corner.
#[derive(Debug, Clone, Default)]
pub struct Corners(BTreeMap<Corner, CornerSum>);

impl Corners {
    /// Adds a line.
    pub fn note(&mut self, line: &Line<'_>) {
        let (equipment, weighed) = (line.equipment, line.weighed);
        let corner = Corner {
            key: line.kernel.key(equipment, weighed),
            type_id: equipment.type_id,
            site: equipment.site,
            entity: equipment.entity,
            centre: equipment.datacentre,
            state: equipment.state,
            year: equipment.acquired.map_or(0, |(day, _)| day.year()),
        };
        let at = self.0.entry(corner).or_default();
        at.rows += u64::from(line.part == 0);
        at.weight += weighed.weight;
    }

    /// Adds other lines.
    pub fn merge(&mut self, later: Self) {
        for (corner, content) in later.0 {
            let at = self.0.entry(corner).or_default();
            at.rows += content.rows;
            at.weight += content.weight;
        }
    }

    /// The corners that are of a sum.
    pub(super) fn of(
        &self,
        holds: impl Fn(&Corner) -> bool,
    ) -> impl Iterator<Item = (&Corner, &CornerSum)> {
        self.0.iter().filter(move |(corner, _)| holds(corner))
    }
}
