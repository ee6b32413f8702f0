//! What became of the years that commitments are held against: a plan's log of what its figures are
//! counted by.

use super::StatusJudge;
use crate::said::{based, in_unit, own};
use crate::standing::Standing;
use crate::values::since;
use ground::lang::{Lang, Text};
use indicator::Figure;

impl StatusJudge<'_> {
    /// By pair of years what is counted otherwise, then the bases that were put on the year's terms.
    pub(super) fn log(&self, standings: &[Standing]) -> Vec<Text> {
        let (year, years) = (self.year, self.held.years());
        let mut log: Vec<Text> = Vec::new();
        let mut add = |from: i32, said: Text| {
            let Text { fr, en } = said;
            let line = Text {
                fr: format!("{from} → {year}, {fr}"),
                en: format!("{from} → {year}, {en}"),
            };
            if !log.contains(&line) {
                log.push(line);
            }
        };
        for one in standings {
            let of = &self.plan.commitments[one.at];
            let Some(from) = since(of, self.plan, &years, year).filter(|_| of.dropped.is_empty())
            else {
                continue;
            };
            for said in self.held.changed(from, year) {
                add(from, said);
            }
            if let Some(definition) = self.catalogue.named(&of.indicator) {
                let breaks = self.held.breaks(definition, from, year);
                for said in breaks {
                    add(from, said);
                }
            }
        }
        log.extend(standings.iter().filter_map(|one| self.rebased(one)));
        log
    }

    /// That the base of a commitment was put on the year's terms, or made again from an inventory.
    fn rebased(&self, one: &Standing) -> Option<Text> {
        let year = self.year;
        let (from, base) = one.base?;
        let declared = self.plan.commitments[one.at].baseline.as_ref();
        if let Some(declared) = declared.filter(|_| !one.base_is_declared) {
            let was = crate::said::written(declared.value);
            let is = |lang| own(base, one, lang);
            return Some(Text {
                fr: format!(
                    "{} : base de {from} refaite par l'inventaire, {} puis {}",
                    one.id,
                    was.fr,
                    is(Lang::Fr)
                ),
                en: format!(
                    "{}: base of {from} made again from the inventory, {} then {}",
                    one.id,
                    was.en,
                    is(Lang::En)
                ),
            });
        }
        let restated = one.net.as_ref()?.restated?;
        let Figure::Number(was) = base else { return None };
        if (restated - was.value).abs() <= 1e-9 * was.value.abs() {
            return None;
        }
        let is = |lang| in_unit(one.as_the_base(restated, lang), &one.unit, lang);
        let said = |lang| based(one, lang);
        Some(Text {
            fr: format!(
                "{} : base mise aux conditions de {year} (périmètre, facteurs, qualité des données), {} puis {}",
                one.id,
                said(Lang::Fr),
                is(Lang::Fr)
            ),
            en: format!(
                "{}: base put on the terms of {year} (perimeter, factors, quality of data), {} then {}",
                one.id,
                said(Lang::En),
                is(Lang::En)
            ),
        })
    }
}
