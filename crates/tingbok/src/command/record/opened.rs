//! An item that two registrars opened in the same words: the log has it once, and both go on in it.
//!
//! Section: docs/spec/desk.md, "Two at one ledger".

use tingbok_desk::{Lang, Waiting};
use tingbok_procedure::content::ParagraphNo;

use super::session::Session;
use crate::context::Context;
use crate::error::CommandError;

impl Session<'_> {
    /// Takes the lines away that opened what another has opened, and tells where what follows them goes.
    pub(super) fn let_go(&mut self, opened: &[Waiting], context: &mut Context) -> Result<(), CommandError> {
        for line in opened {
            self.file.strike(line.number)?;
            let (number, said) = (line.number, &line.said);
            context.out.say(self.lang.of(
                format!("rad {number} `{said}` behövs inte: ärendet är redan öppnat, och det som följer antecknas i det"),
                format!("line {number} `{said}` is not needed: the item is open already, and what follows goes to it"),
            ));
        }
        Ok(())
    }
}

/// That an item is open, to whoever opens it again.
pub(super) fn opened_already(item: ParagraphNo, lang: Lang) -> String {
    lang.of(
        format!("§ {item} är redan öppnad: det som följer antecknas i den"),
        format!("§ {item} is open already: what follows goes to it"),
    )
}
