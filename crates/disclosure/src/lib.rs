//! Disclosure: what a run says, under the codes of reporting standards.
//!
//! Codes are dated tables (`codes.csv`), chosen by the year; it computes nothing, and reads the run
//! and the indicators as they are written for machines. A line has a value with its interval and
//! where it stands, or why it is empty. Nothing is called compliant, and a code that was not read in
//! the text of its standard is called unverified.

use ground::fault::Fault;
use ground::lang::Text;
use ground::table::{CsvDialect, CsvOut};
use ground::text;
use serde_json::Value;

const CODES: &str = include_str!("codes.csv");

/// The columns of a disclosure.
pub const DISCLOSURE_COLUMNS: [&str; 15] = [
    "standard",
    "version",
    "code",
    "what_fr",
    "what_en",
    "value",
    "low",
    "high",
    "unit",
    "origin",
    "why_empty_fr",
    "why_empty_en",
    "code_verified",
    "lacking_fr",
    "lacking_en",
];

/// A standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// European standards, environment.
    Esrs,
    /// The voluntary standard.
    Vsme,
    /// The French regulatory balance.
    Beges,
    /// The declaration of public purchases.
    Purchases,
}

impl Standard {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Esrs => "esrs",
            Self::Vsme => "vsme",
            Self::Beges => "beges",
            Self::Purchases => "purchases",
        }
    }
}

/// What the figures of a year lack.
#[derive(Debug, Clone, Copy, Default)]
pub struct YearLacks<'a> {
    /// Rows set aside, what has no factor, as it is said.
    pub said: &'a [Text],
    /// Whether rows were not read that any sum of the run may have: it has no upper bound then.
    pub is_open: bool,
}

/// A value with its bounds.
type DisclosedFigure = (f64, Option<f64>, Option<f64>);

/// The lines of a standard for a year, as CSV; `run` is `run.json` with the axis of scopes,
/// `indicators` the list of `indicators --format json`, with what was not read in their bounds, `lacks`
/// what the figures of the year lack, which each line says.
///
/// # Errors
///
/// The table carried cannot be read, or none of its versions holds for the year.
pub fn disclosure_csv(
    standard: Standard,
    year: i32,
    (run, indicators): (&Value, &Value),
    lacks: YearLacks<'_>,
) -> Result<Vec<u8>, Fault> {
    let broken = |error: csv::Error| {
        Fault::new(text!("table de codes illisible", "unreadable table of codes")).because(error)
    };
    let unwritten = |error: std::io::Error| {
        Fault::new(text!("la déclaration ne peut pas être écrite", "the lines cannot be written"))
            .because(error)
    };
    let mut out =
        CsvOut::new(Vec::new(), CsvDialect::Standard, &DISCLOSURE_COLUMNS).map_err(unwritten)?;
    let mut lines = 0;
    let YearLacks { said: lacking, is_open } = lacks;
    let lacks = Text::of(|lang| lang.list(lacking.iter().map(|one| one.say(lang).to_owned())));
    for row in csv::Reader::from_reader(CODES.as_bytes()).records() {
        let row = row.map_err(broken)?;
        let cell = |at: usize| row.get(at).unwrap_or("");
        let bound = |at: usize| cell(at).parse::<i32>().unwrap_or(0);
        if cell(0) != standard.code() || !(bound(2)..=bound(3)).contains(&year) {
            continue;
        }
        lines += 1;
        let found = figure(cell(7), year, run, indicators);
        let (value, low, high) =
            found.map_or((None, None, None), |(value, low, high)| (Some(value), low, high));
        // Of an indicator its bounds have what was not read; of the run nothing has.
        let high = high.filter(|_| !is_open || cell(7).starts_with("indicator:"));
        let known = value.is_some();
        let said = |at: usize, when: bool| if when { cell(at) } else { "" };
        for at in [0, 1, 4, 5, 6] {
            out.text(cell(at));
        }
        out.maybe(value).maybe(low).maybe(high);
        for told in [cell(8), said(7, known), said(9, !known), said(10, !known), cell(11)] {
            out.text(told);
        }
        out.text(&lacks.fr).text(&lacks.en);
        out.end().map_err(unwritten)?;
    }
    if lines == 0 {
        let first = csv::Reader::from_reader(CODES.as_bytes())
            .records()
            .filter_map(Result::ok)
            .filter(|row| row.get(0) == Some(standard.code()))
            .filter_map(|row| row.get(2)?.parse::<i32>().ok())
            .min()
            .unwrap_or(year);
        return Err(Fault::new(text!(
            "aucune version de cette norme n'est connue pour {year}",
            "no version of this standard is known for {year}"
        ))
        .hint(text!(
            "la première qui est connue vaut à partir de {first}",
            "the first that is known holds from {first}"
        )));
    }
    out.finish().map_err(unwritten)
}

/// The figure that a source names; none where the run does not have it.
fn figure(source: &str, year: i32, run: &Value, indicators: &Value) -> Option<DisclosedFigure> {
    let (kind, what) = source.split_once(':')?;
    match kind {
        "run" => interval(run.pointer(what)?),
        "indicator" => interval(row_of(what, year, indicators)?),
        // Keys are `GHG Protocol/BEGES`, such as `3.3/2.1`.
        "ghg" => scopes(run, |ghg, _| ghg.split('.').next() == Some(what)),
        "beges" => scopes(run, |_, beges| beges == what),
        _ => None,
    }
}

/// The line of an indicator in a year.
fn row_of<'v>(id: &str, year: i32, indicators: &'v Value) -> Option<&'v Value> {
    let mut rows = indicators.as_array()?.iter();
    rows.find(|row| row["id"].as_str() == Some(id) && row["year"].as_i64() == Some(year.into()))
}

fn interval(value: &Value) -> Option<DisclosedFigure> {
    Some((value["value"].as_f64()?, value["low"].as_f64(), value["high"].as_f64()))
}

/// The greenhouse gases of the scopes that a rule takes; none where there are none.
fn scopes(run: &Value, takes: impl Fn(&str, &str) -> bool) -> Option<DisclosedFigure> {
    let mut sum: Option<(f64, f64, f64)> = None;
    for group in run["by"]["scope"].as_array()? {
        let key = group["key"].as_str().unwrap_or("");
        let (ghg, beges) = key.split_once('/').unwrap_or((key, ""));
        if !takes(ghg, beges) {
            continue;
        }
        let totals = group["totals"].as_array()?;
        for total in totals.iter().filter(|total| total["criterion"] == "gwp") {
            if let Some((value, low, high)) = interval(total) {
                let so_far = sum.get_or_insert((0.0, 0.0, 0.0));
                so_far.0 += value;
                so_far.1 += low.unwrap_or(value);
                so_far.2 += high.unwrap_or(value);
            }
        }
    }
    sum.map(|(value, low, high)| (value, Some(low), Some(high)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn run() -> Value {
        let total = |value: f64| {
            json!([
                { "criterion": "gwp", "stage": "use", "value": value, "low": value / 2.0, "high": value * 2.0 },
                { "criterion": "pe", "stage": "use", "value": 999.0, "low": 1.0, "high": 2.0 },
            ])
        };
        json!({
            "energy_kwh": { "value": 10.0, "low": 5.0, "high": 20.0 },
            "by": { "scope": [
                { "key": "2/2.1", "totals": total(4.0) },
                { "key": "3.3/2.1", "totals": total(1.0) },
                { "key": "3.2/4.2", "totals": total(6.0) },
            ] },
        })
    }

    fn lacking() -> Vec<Text> {
        let rows = text!("20 lignes écartées", "20 rows set aside");
        vec![rows, text!("2 lignes de movements.csv", "2 rows of movements.csv")]
    }

    /// What the year's figures lack stands in each line of each standard; where nothing does, nothing.
    #[test]
    fn each_line_says_what_the_year_lacks() {
        for standard in [Standard::Esrs, Standard::Vsme, Standard::Beges, Standard::Purchases] {
            for line in lines(standard, 2025) {
                assert_eq!(line[13], "20 lignes écartées, 2 lignes de movements.csv", "{line:?}");
                assert_eq!(line[14], "20 rows set aside, 2 rows of movements.csv", "{line:?}");
            }
            let none = YearLacks::default();
            let whole = disclosure_csv(standard, 2025, (&run(), &json!([])), none).unwrap();
            let mut reader = csv::Reader::from_reader(whole.as_slice());
            assert!(reader.records().all(|row| row.unwrap()[13].is_empty()));
        }
    }

    fn lines(standard: Standard, year: i32) -> Vec<Vec<String>> {
        let indicators = json!([
            { "id": "weee_weight", "year": 2025, "value": 80.0, "low": null, "high": null },
            { "id": "it_electricity", "year": 2025, "value": 8.0, "low": 5.0, "high": 16.0 },
            { "id": "weee_weight", "year": 2024, "value": 7.0, "low": null, "high": null },
        ]);
        lines_of(standard, year, &indicators, false)
    }

    fn lines_of(
        standard: Standard,
        year: i32,
        indicators: &Value,
        is_open: bool,
    ) -> Vec<Vec<String>> {
        let lacks = YearLacks { said: &lacking(), is_open };
        let bytes = disclosure_csv(standard, year, (&run(), indicators), lacks).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    /// Rows that were not read may be of any sum of the run: nothing bounds it above. An indicator has its
    /// own bounds.
    #[test]
    fn a_sum_that_rows_lack_has_no_upper_bound() {
        let indicators = json!([
            { "id": "weee_weight", "year": 2025, "value": 80.0, "low": 80.0, "high": 95.0 },
        ]);
        let of = |is_open: bool, code: &str| {
            let lines = lines_of(Standard::Esrs, 2025, &indicators, is_open);
            lines.iter().find(|line| line[2] == code).map(|line| line[5..8].to_vec()).unwrap()
        };
        assert_eq!(of(false, "E1-6 scope 3"), ["7", "3.5", "14"]);
        assert_eq!(of(true, "E1-6 scope 3"), ["7", "3.5", ""]);
        assert_eq!(of(true, "E5-5 §37 (a)"), ["80", "80", "95"]);
    }

    #[test]
    fn a_version_is_chosen_by_the_year_and_what_was_not_read_is_unverified() {
        assert!(lines(Standard::Esrs, 2025).iter().all(|line| line[1] == "2023/2772"));
        let later = lines(Standard::Esrs, 2027);
        assert!(later.iter().all(|line| line[1] == "2026" && line[2].is_empty()));
        assert!(later.iter().all(|line| line[12] == "unverified"));
        assert!(
            disclosure_csv(Standard::Esrs, 1999, (&run(), &json!([])), YearLacks::default())
                .is_err()
        );
    }

    /// What an indicator says of a paragraph is in its line.
    #[test]
    fn no_code_is_left_empty_that_an_indicator_says() {
        let catalogue = include_str!("../../indicator/src/catalogue.csv");
        let codes: Vec<csv::StringRecord> =
            csv::Reader::from_reader(CODES.as_bytes()).records().map(Result::unwrap).collect();
        let mut named = 0;
        for row in csv::Reader::from_reader(catalogue.as_bytes()).records() {
            let row = row.unwrap();
            let Some(said) = row.iter().find_map(|cell| cell.split_once("ESRS E5-5 §37")) else {
                continue;
            };
            let letter = said.1.chars().next().unwrap();
            let code = format!("E5-5 §37 ({letter})");
            let source = format!("indicator:{}", row.get(0).unwrap());
            // Of (b) a share is an indicator too, and kilograms are asked.
            if &row[0] != "weee_reuse_prep_rate" {
                named += 1;
                assert!(
                    codes.iter().any(|line| line[4] == code && line[7] == source),
                    "{code}: {source}"
                );
            }
        }
        assert_eq!(named, 4);
    }

    /// Of scope 2 is 4; of scope 3, 1 of upstream electricity and 6 of equipment.
    #[test]
    fn scopes_add_up_by_either_numbering() {
        let value = |lines: Vec<Vec<String>>, code: &str| {
            lines.iter().find(|line| line[2] == code).map(|line| line[5..8].to_vec()).unwrap()
        };
        let esrs = || lines(Standard::Esrs, 2025);
        assert_eq!(value(esrs(), "E1-6 scope 2 location-based"), ["4", "2", "8"]);
        assert_eq!(value(esrs(), "E1-6 scope 3"), ["7", "3.5", "14"]);
        assert_eq!(value(lines(Standard::Beges, 2025), "2.1"), ["5", "2.5", "10"]);
        assert_eq!(value(esrs(), "E5-5 §37 (a)"), ["80", "", ""]);
    }

    /// What services draw elsewhere is none of the organisation's energy.
    #[test]
    fn energy_is_that_of_own_equipment_and_not_of_services_bought() {
        for standard in [Standard::Esrs, Standard::Vsme] {
            let lines = lines(standard, 2025);
            let energy: Vec<_> = lines.iter().filter(|line| line[8] == "kWh").collect();
            assert!(!energy.is_empty());
            for line in energy {
                assert_eq!((line[5].as_str(), line[9].as_str()), ("8", "indicator:it_electricity"));
            }
        }
    }

    #[test]
    fn a_line_has_a_value_or_a_reason_and_never_both() {
        for standard in [Standard::Esrs, Standard::Vsme, Standard::Beges, Standard::Purchases] {
            for line in lines(standard, 2025) {
                let known = !line[5].is_empty();
                assert_eq!(line[10].is_empty() && line[11].is_empty(), known, "{line:?}");
                assert_eq!(line[9].is_empty(), !known, "{line:?}");
            }
        }
    }
}
