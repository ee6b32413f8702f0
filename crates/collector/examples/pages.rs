//! Man page and completions, made from the commands themselves: `pages FOLDER`.

use clap::Command;
use clap_complete::{Shell, generate_to};
use clap_mangen::Man;
use empreinte_collector::cli::{NAME, command};
use ground::lang::Lang;
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("pages FOLDER")?);
    std::fs::create_dir_all(folder.join("fr"))?;
    for (lang, place) in [(Lang::En, folder.clone()), (Lang::Fr, folder.join("fr"))] {
        let mut command = command(lang);
        command.build();
        let mut page = Vec::new();
        Man::new(command.clone()).render(&mut page)?;
        sections(&command, NAME, &mut page)?;
        std::fs::write(place.join(format!("{NAME}.1")), page)?;
    }
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        generate_to(shell, &mut command(Lang::En), NAME, &folder)?;
    }
    Ok(())
}

/// A section for each command under another, theirs after it.
fn sections(command: &Command, path: &str, page: &mut Vec<u8>) -> Result<(), Box<dyn Error>> {
    for under in command.get_subcommands().filter(|under| under.get_name() != "help") {
        let path = format!("{path} {}", under.get_name());
        page.extend(format!(".SH \"{path}\"\n").into_bytes());
        let man = Man::new(under.clone());
        man.render_description_section(page)?;
        man.render_options_section(page)?;
        sections(under, &path, page)?;
    }
    Ok(())
}
