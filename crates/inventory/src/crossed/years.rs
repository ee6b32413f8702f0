//! Years of one estate in a cross table, side by side or one below another: the last counts.

use super::super::column_words::{days, is_dated, is_of_ages};
use super::super::contest::CAME;
use super::super::dated_heading::is_year;
use super::super::dated_heading::{
    Apart, DatedColumns, When, WhensOfCells, apart, told_of_a_thing,
};
use super::super::found::{Found, NumbersAsked, ValuesTell};
use super::super::kinds::WordJudge;
use super::super::sample::RowSample;
use super::super::{Field, Layout, Role};
use super::Crossed;
use super::turned::cell_of;
use ground::table::fold;
use std::collections::{BTreeMap, BTreeSet};

/// The columns of numbers that say the same of several days, months or years: `PC fixe 2024;PC fixe 2025`.
pub(super) fn dated_columns(
    headers: &[String],
    unread: &[usize],
    judge: &WordJudge<'_>,
) -> DatedColumns {
    // What was bought in several years adds up, and what stands in a state does not: `En service 2024`.
    let stands = |thing: &str| {
        judge.state(thing).is_some_and(|state| ["in_service", "in_stock"].contains(&state))
    };
    let adds_up = |thing: &str| !stands(thing) && (is_dated(thing) || days(thing) != Ok(None));
    let is_one = |own: &Apart| own.thing.chars().any(char::is_alphabetic) && !adds_up(&own.thing);
    DatedColumns::of(headers, unread, judge.year, |heading| {
        apart(heading).or_else(|| told_of_a_thing(heading)).filter(is_one)
    })
}

impl Crossed {
    /// Asks of a column of years that nothing says to be those of purchase, where the same is told of
    /// several: the rows of the last by the end of the year asked for count.
    pub(super) fn ask_of_years(
        &mut self,
        sample: &RowSample,
        plain: &Layout,
        judge: &WordJudge<'_>,
    ) {
        let is_recorded = |at: usize| plain.roles[at] == Role::Field(Field::RecordedOn);
        let of_years = |at: &usize| {
            let cells = sample.told(*at);
            let is_untold = matches!(plain.roles[*at], Role::Ignored | Role::Blank);
            let is_day = |cell: &&str| When::read(cell).is_some_and(|when| when.year().is_some());
            (is_recorded(*at) || is_untold && !plain.is_told(*at))
                && cells.len() > 1
                && cells.iter().all(is_day)
        };
        let Some(at) = self.labels.iter().copied().find(of_years) else {
            return self.ask_of_ages(plain);
        };
        let mut told: BTreeMap<Vec<String>, BTreeSet<Option<When>>> = BTreeMap::new();
        let (mut whens, mut once) = (WhensOfCells::default(), true);
        for row in &sample.rows {
            let others = self.labels.iter().filter(|other| **other != at);
            let labels = others.map(|other| fold(&String::from_utf8_lossy(cell_of(row, *other))));
            // The same twice of one year is more than one thing of that year.
            once &= told.entry(labels.collect()).or_default().insert(whens.of(cell_of(row, at)));
        }
        let all = told.values().flatten().copied().flatten().collect();
        let counts = When::that_counts(&all, judge.year);
        let heading = self.label(at);
        if let Some(when) = counts.filter(|_| once && told.values().any(|years| years.len() > 1)) {
            let values = ValuesTell::Numbers(NumbersAsked::OtherYears(when));
            // What the user says of them is not asked.
            let asked = Found::asked_of(&heading, Field::AcquiredOn, values);
            self.asked.extend(Some(asked).filter(|_| !is_recorded(at)));
            self.of_year = Some((at, when));
        } else if sample.told(at).iter().all(|cell| is_year(cell))
            && !plain.fields().any(|field| CAME.contains(&field))
        {
            self.asked.push(Found::asked_of(&heading, Field::AcquiredOn, ValuesTell::Years));
        }
    }

    /// Asks of a column of ages, which are no days.
    fn ask_of_ages(&mut self, plain: &Layout) {
        let is = |at: &&usize| plain.roles[**at] == Role::Ignored && !plain.is_told(**at);
        let mut ages = self.labels.iter().filter(is).map(|at| self.label(*at));
        if let Some(heading) = ages.find(|heading| is_of_ages(heading)) {
            self.asked.push(Found::asked_of(&heading, Field::AcquiredOn, ValuesTell::Ages));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{crossed, turned};
    use crate::kinds::WordJudge;

    #[test]
    fn of_years_side_by_side_the_last_counts() {
        let headings = "Site;PC fixe 2024;PC fixe 2025;Écran 2024;Écran 2025";
        let rows = "Mairie;20;21;24;25\nÉcole;3;3;1;2\n";
        let text = turned(headings, rows);
        assert!(text.starts_with("Mairie;20;24;PC fixe;21;x;1\n"), "{text}");
        assert_eq!(text.lines().count(), 4);
        let asked = crossed(&format!("{headings}\n{rows}")).unwrap().asked;
        let asked: Vec<&str> = asked.iter().map(|one| one.heading.as_str()).collect();
        assert_eq!(asked, ["PC fixe 2024", "Écran 2024"]);
        let places = "Type;Mairie 2024;Mairie 2025;École 2025\nPC fixe;4;5;6\nÉcran;2;3;4\n";
        assert_eq!(crossed(places).unwrap().width(), 2);
    }

    #[test]
    fn of_years_one_below_another_the_last_counts() {
        let rows = "2023;20;22\n2024;21;24\n2025;23;25\n";
        let text = turned("Année;PC fixe;Écran", rows);
        assert!(text.ends_with("2025;PC fixe;23;x;3\n2025;Écran;25;x;3\n"), "{text}");
        assert!(text.starts_with("2023;;;x;1\n2024;;;x;2\n"), "set aside: {text}");
        let asked = crossed(&format!("Année;PC fixe;Écran\n{rows}")).unwrap().asked;
        assert_eq!(asked[0].heading, "Année");
        // Years of places that each have one are no years of an estate.
        let text = turned("Site;Année;PC fixe;Écran", "A;2023;1;2\nB;2024;3;4\n");
        assert!(text.contains("A;2023;PC fixe;1;x;1\n"), "{text}");
        let bought = "Site;Écran achetés 2023;Écran achetés 2024";
        let bought: Vec<String> = bought.split(';').map(str::to_owned).collect();
        let judge = WordJudge::new(None);
        assert_eq!(super::dated_columns(&bought, &[], &judge).all().count(), 0);
    }

    #[test]
    fn a_part_of_the_things_before_is_asked() {
        let headings = "Site;PC fixe;dont HS;PC portable;dont stock";
        let table = format!("{headings}\nMairie;20;2;7;1\nÉcole;3;;2;\n");
        let crossed = crossed(&table).unwrap();
        assert_eq!((crossed.width(), crossed.asked.len()), (2, 2));
        let rows = "Mairie;20;7\nÉcole;3;2\nÀ remplacer;4;1\nMoyenne;11;4\nLyon;1;1\n";
        let text = turned("Site;PC fixe;PC portable", rows);
        assert!(text.contains("À remplacer;;;x;3\nMoyenne;;;x;4\nLyon;PC fixe"), "{text}");
    }
}
