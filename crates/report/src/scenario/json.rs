//! A scenario for machines.

use super::Scened;
use change::scenario::{Played, ScenarioYear};
use ground::quantity::Interval;
use serde_json::{Value, json};

/// A scenario as one JSON document.
pub fn scenario_json(scened: &Scened<'_>) -> String {
    let outlook = scened.outlook;
    let interval = |one: Interval| json!({ "value": one.value, "low": one.low, "high": one.high });
    let year = |year: &ScenarioYear| {
        json!({
            "year": year.year,
            "making": year.making,
            "use": year.use_known(),
            "total": year.total_known(),
            "purchase_year_making": year.purchase_making(),
            "kwh": year.kwh,
            "units_bought": year.bought,
            "eur": year.money(),
            "units_without_factor": year.unmade,
            "units_without_price": year.unpriced,
        })
    };
    let texts = |list: &[ground::lang::Text]| -> Vec<Value> {
        list.iter().map(|said| json!({ "fr": said.fr, "en": said.en })).collect()
    };
    let played = |one: &Played| {
        let years: Vec<Value> = one
            .years
            .iter()
            .zip(&one.differences)
            .map(|(of, difference)| {
                let mut value = year(of);
                value["difference"] = interval(*difference);
                value
            })
            .collect();
        json!({
            "levers": one.said,
            "cumulated": interval(one.cumulated),
            "making": one.over(&outlook.baseline, |year| year.making),
            "use": one.over(&outlook.baseline, |year| year.using),
            "purchase_year_making": one.over(&outlook.baseline, |year| year.bought_making),
            "kwh": one.over(&outlook.baseline, |year| year.kwh),
            "units_not_bought": 0.0 - one.over(&outlook.baseline, |year| year.bought),
            "eur": one.over(&outlook.baseline, |year| year.eur),
            "cost_eur": one.cost_eur,
            "per_euro": one.per_euro(),
            "raises": texts(&one.raises),
            "either_way": one.may_go_either_way(),
            "unseen": texts(&one.unseen),
            "years": years,
        })
    };
    let all = json!({
        "name": scened.name,
        "organisation": scened.organisation,
        "unit": scened.unit,
        "method": scened.method,
        "factor_sets": scened.factors,
        "baseline": outlook.baseline.iter().map(year).collect::<Vec<_>>(),
        "levers": outlook.alone.iter().map(played).collect::<Vec<_>>(),
        "together": played(&outlook.together),
        "interaction": outlook.interaction,
        "gaps": texts(&outlook.gaps),
        "assumed": texts(&outlook.assumed),
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_else(|_| "{}".into());
    text.push('\n');
    text
}
