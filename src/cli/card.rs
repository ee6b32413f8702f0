//! What the card says, said on the command line: the one place where options and card meet.

use super::help::CARD;
use clap::Args;
use empreinte::estate::{Card, Contract, Estate, LocationPlace};
use empreinte::fault::Fault;
use empreinte::lang::Text;
use empreinte::table::TextSource;
use empreinte::text;
use std::path::{Path, PathBuf};

/// What `estate.toml` says of a folder, said of any inventory.
#[derive(Debug, Default, Clone, Args)]
pub(super) struct CardArgs {
    /// An estate card (estate.toml) for files that stand in no estate folder
    #[arg(help_heading = CARD, long, value_name = "FILE")]
    card: Option<PathBuf>,
    /// Name of the organisation
    #[arg(help_heading = CARD, long, value_name = "NAME")]
    organisation: Option<String>,
    /// Country where a row says none: a name or a code [default: FR]
    #[arg(help_heading = CARD, long, value_name = "COUNTRY")]
    country: Option<String>,
    /// People in the year, or YEAR=PEOPLE; repeated
    #[arg(help_heading = CARD, long, value_name = "PEOPLE", value_delimiter = ';')]
    headcount: Vec<String>,
    /// What a type word of yours stands for, such as `borne=all_in_one`; repeated
    #[arg(help_heading = CARD, long = "type", value_name = "WORD=TYPE")]
    types: Vec<String>,
    /// What a status word of yours stands for, such as `Spare=in_stock`; repeated
    #[arg(help_heading = CARD, long = "state", value_name = "WORD=STATE")]
    states: Vec<String>,
    /// Country of a location, such as "Agence de Bruxelles=BE", or its site too:
    /// "Agence de Bruxelles=country=BE,site=Bruxelles"; repeated
    #[arg(help_heading = CARD, long = "place", value_name = "LOCATION=COUNTRY")]
    places: Vec<String>,
    /// Lifetime of a type in years, such as "laptop=6"; repeated
    #[arg(help_heading = CARD, long = "lifetime", value_name = "TYPE=YEARS")]
    lifetimes: Vec<String>,
    /// Electricity contract, such as `name=Offre verte,kind=supplier_offer,kg_per_kwh=0.011,share=0.8`;
    /// repeated
    #[arg(help_heading = CARD, long = "contract", value_name = "KEY=VALUE,…")]
    contracts: Vec<String>,
    /// Monitors assumed on the desk of a desktop computer, those listed included
    #[arg(help_heading = CARD, long, value_name = "N")]
    monitors_per_desktop: Option<String>,
}

impl CardArgs {
    /// Lays what was said over the card of the estate: what is said now goes before it.
    pub(super) fn over(&self, estate: &mut Estate, year: i32) -> Result<(), Fault> {
        if let Some(path) = &self.card {
            let text = empreinte::table::text_of_input(path)
                .map_err(|error| TextSource::cannot_read(path, &error))?;
            estate.take_card(Card::parse(path, &text)?, path.clone())?;
        }
        if !self.says_anything() {
            return Ok(());
        }
        let card = &mut estate.card;
        if let Some(name) = &self.organisation {
            card.organisation.name.clone_from(name);
        }
        if let Some(country) = &self.country {
            card.organisation.country.clone_from(country);
        }
        for said in &self.headcount {
            let (of, people) = said.split_once('=').unwrap_or(("", said));
            let of = if of.is_empty() { year.to_string() } else { of.trim().to_owned() };
            card.headcount.insert(of, number("--headcount", people)?);
        }
        for (said, into, option) in [
            (&self.types, &mut card.types, ("--type", "borne=all_in_one")),
            (&self.states, &mut card.states, ("--state", "Spare=in_stock")),
        ] {
            for one in said {
                let (word, code) = pair(option, one)?;
                into.insert(word.to_owned(), code.to_owned());
            }
        }
        for said in &self.places {
            let (location, what) = pair(("--place", "Bruxelles=BE"), said)?;
            card.places.insert(location.to_owned(), place(what, said)?);
        }
        for said in &self.lifetimes {
            let (kind, years) = pair(("--lifetime", "laptop=6"), said)?;
            card.lifetimes.insert(kind.to_owned(), number("--lifetime", years)?);
        }
        for said in &self.contracts {
            card.contracts
                .push(Contract::said(said).map_err(|why| refused("--contract", said, why))?);
        }
        if let Some(monitors) = &self.monitors_per_desktop {
            let each = number("--monitors-per-desktop", monitors)?;
            card.assumptions.monitors_per_desktop = Some(each);
        }
        let options = Path::new("options");
        card.check(options)?;
        estate.card_is_also_of(options);
        Ok(())
    }

    /// Forgets what was said of the year assessed alone.
    pub(super) fn forget_the_year(&mut self) {
        self.headcount.retain(|said| said.contains('='));
    }

    /// Says it again, option by option.
    pub(super) fn say(&self, say: &mut impl FnMut(&str, Option<String>)) {
        say("card", self.card.as_ref().map(|path| path.display().to_string()));
        say("organisation", self.organisation.clone());
        say("country", self.country.clone());
        for (option, words) in [
            ("headcount", &self.headcount),
            ("type", &self.types),
            ("state", &self.states),
            ("place", &self.places),
            ("lifetime", &self.lifetimes),
            ("contract", &self.contracts),
        ] {
            for word in words {
                say(option, Some(word.clone()));
            }
        }
        say("monitors-per-desktop", self.monitors_per_desktop.clone());
    }

    fn says_anything(&self) -> bool {
        let lists = [
            &self.headcount,
            &self.types,
            &self.states,
            &self.places,
            &self.lifetimes,
            &self.contracts,
        ];
        lists.iter().any(|list| !list.is_empty())
            || [&self.organisation, &self.country, &self.monitors_per_desktop]
                .iter()
                .any(|one| one.is_some())
    }
}

/// A word and what it stands for; the word itself may hold `=`.
fn pair<'a>((option, example): (&str, &str), said: &'a str) -> Result<(&'a str, &'a str), Fault> {
    let cut = if option == "--place" { said.split_once('=') } else { said.rsplit_once('=') };
    cut.map(|(word, code)| (word.trim(), code.trim()))
        .filter(|(word, code)| !word.is_empty() && !code.is_empty())
        .ok_or_else(|| {
            let why = text!(
                "un mot, `=` et ce qu'il veut dire, par exemple \"{example}\"",
                "a word, `=` and what it means, such as \"{example}\""
            );
            refused(option, said, why)
        })
}

fn number(option: &str, said: &str) -> Result<f64, Fault> {
    said.trim()
        .replace(',', ".")
        .parse()
        .map_err(|_| refused(option, said, text!("un nombre est attendu", "a number is expected")))
}

fn place(what: &str, said: &str) -> Result<LocationPlace, Fault> {
    let mut place = LocationPlace { site: None, datacentre: None, country: None };
    if !what.contains('=') {
        place.country = Some(what.to_owned());
        return Ok(place);
    }
    for part in what.split(',') {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        let into = match key.trim() {
            "site" => &mut place.site,
            "country" => &mut place.country,
            "datacentre" => &mut place.datacentre,
            _ => {
                let why = text!(
                    "clés attendues : site, country, datacentre",
                    "keys expected: site, country, datacentre"
                );
                return Err(refused("--place", said, why));
            }
        };
        *into = Some(value.trim().to_owned());
    }
    Ok(place)
}

fn refused(option: &str, said: &str, why: Text) -> Fault {
    Fault::new(text!("`{option} \"{said}\"` ne se lit pas", "`{option} \"{said}\"` cannot be read"))
        .hint(why)
}
