//! How many years a quotation is expected to serve.

use super::quoted::Quoted;
use crate::renewal::{CurveOrigin, TypeStay};
use factor::{FactorSet, TypeId};
use footprint::{ErringLifetime, LifetimeError};
use ground::lang::{Lang, Text};
use ground::text;
use std::collections::BTreeMap;

/// The share still there below which what they would stay longer is next to nothing.
const FEW: f64 = 0.05;

/// What tells how long equipment serves: what was asked goes before what the estate's own units
/// show, and that before what its card declares.
#[derive(Debug, Default)]
pub struct ServiceLife {
    /// Lifetimes asked for the offers, years.
    pub asked: BTreeMap<TypeId, f64>,
    /// How long the estate's own units stay.
    pub stays: BTreeMap<TypeId, TypeStay>,
    /// Lifetimes that the estate's card declares, years.
    pub declared: BTreeMap<TypeId, f64>,
}

impl ServiceLife {
    /// The years a quotation is expected to serve, and how far they err where nobody said them.
    pub(super) fn expected(
        &self,
        set: &FactorSet,
        quoted: &Quoted,
        assumed: &mut Vec<Text>,
    ) -> (Option<f64>, Option<LifetimeError>) {
        let (years, error, why) = self.told(set, quoted);
        let Text { fr, en } = why;
        assumed.push(match years {
            None => Text { fr, en },
            Some(years) => Text {
                fr: format!("{} ans de service, {fr}", Lang::Fr.number(years, 1)),
                en: format!("{} years of service, {en}", Lang::En.number(years, 1)),
            },
        });
        (years, error)
    }

    fn told(&self, set: &FactorSet, quoted: &Quoted) -> (Option<f64>, Option<LifetimeError>, Text) {
        let id = quoted.type_id;
        if let Some(years) = self.asked.get(&id) {
            return (Some(*years), None, text!("durée de vie demandée", "the lifetime asked for"));
        }
        let own = set.kin(id).find_map(|id| Some((id, self.stays.get(&id)?)));
        let watched = own.and_then(|(of, stay)| Some((of, stay, stay.watched()?)));
        if let Some((of, stay, [mean, error, until])) = watched {
            let Text { fr, en } = if stay.known == CurveOrigin::Type {
                text!("comme dans le parc", "as in the estate")
            } else {
                text!("comme tout le parc", "as all the estate")
            };
            let (fr_age, en_age) = (Lang::Fr.number(until, 1), Lang::En.number(until, 1));
            let why = if stay.survival(until) < FEW {
                Text { fr, en }
            } else {
                Text {
                    fr: format!(
                        "{fr}, sans compter ce qui y resterait au-delà de {fr_age} ans, que rien n'y montre"
                    ),
                    en: format!(
                        "{en}, leaving out what would stay there beyond {en_age} years, which nothing there shows"
                    ),
                }
            };
            let error = LifetimeError { of: ErringLifetime::Own(of), spread: error / mean };
            return (Some(mean), Some(error), why);
        }
        let (too_few_fr, too_few_en) = match own {
            Some((_, stay)) if stay.known != CurveOrigin::Assumed => (
                " (au plus grand âge que dix de celles du parc aient été suivies, plus de la moitié y restaient)",
                " (at the greatest age that ten of those of the estate were watched to, more than half were still there)",
            ),
            _ => ("", ""),
        };
        if let Some(years) = self.declared.get(&id) {
            let why = text!(
                "durée de vie que le parc déclare{too_few_fr}",
                "the lifetime the estate declares{too_few_en}"
            );
            return (Some(*years), None, why);
        }
        match quoted.lifetime {
            Some(id) => {
                let why =
                    text!("durée de vie du type{too_few_fr}", "the type's lifetime{too_few_en}");
                let error = LifetimeError::of_default(set, id);
                (Some(set.factor(id).amount.value), Some(error), why)
            }
            None => (None, None, text!("durée de service inconnue", "years of service unknown")),
        }
    }
}
