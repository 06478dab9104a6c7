//! The meeting around its items: opened, adjourned, resumed, closed; who serves, who adjusts.

use tingbok_procedure::Content;
use tingbok_procedure::content::{
    AdjustersAppointed, AgendaAdopted, Day, DoorsClosed, DoorsOpened, MeetingAdjourned, MeetingClosed,
    MeetingOpened, MeetingResumed, ServiceEnded, ServiceStarted,
};

use crate::problem::Problem;
use crate::reader::Reader;

/// What may be said of an opening.
#[derive(Clone, Copy)]
enum Said {
    Chair,
    Secretary,
    Place,
}

pub(super) fn open(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    reader.has(&["mötet", "meeting"]);
    let (mut chair, mut secretary, mut place) = (None, None, None);
    let words = [
        ("ordförande", Said::Chair),
        ("chair", Said::Chair),
        ("sekreterare", Said::Secretary),
        ("secretary", Said::Secretary),
        ("plats", Said::Place),
        ("place", Said::Place),
    ];
    while let Some(said) = reader.keyword(&words) {
        match said {
            Said::Chair => chair = Some(reader.person()?),
            Said::Secretary => secretary = Some(reader.guest()?),
            Said::Place => {
                let named = reader.quoted();
                let lacks = || {
                    reader.lacks(
                        "platsen skrivs inom citattecken",
                        "the place is written in quotation marks",
                    )
                };
                place = Some(named.ok_or_else(lacks)?);
            }
        }
        reader.separator();
    }
    let chair = chair.ok_or_else(|| reader.lacks("ordföranden saknas", "the chair is missing"))?;
    reader.awaited_time();
    Ok(MeetingOpened {
        place,
        chair,
        secretary,
    }
    .into())
}

pub(super) fn serve(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let person = reader.person()?;
    let in_place_of = if reader.has(&["för", "for"]) {
        Some(reader.person()?)
    } else {
        None
    };
    reader.awaited_time();
    let item = reader.item_if_any();
    Ok(ServiceStarted {
        item,
        person,
        in_place_of,
    }
    .into())
}

pub(super) fn leave(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let person = reader.person()?;
    reader.awaited_time();
    let item = reader.item_if_any();
    Ok(ServiceEnded { item, person }.into())
}

pub(super) fn agenda(reader: &mut Reader<'_>) -> Content {
    AgendaAdopted {
        text: reader.text(),
        ..AgendaAdopted::default()
    }
    .into()
}

pub(super) fn adjusters(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let adjusters = reader.persons()?;
    let (mut on, mut item) = (None, None);
    loop {
        if reader.has(&["ärendet", "item"]) {
            item = Some(reader.item()?);
        } else if reader.has(&["den", "on"]) {
            let day = reader.day().map(Day);
            on = Some(day.ok_or_else(|| {
                reader.lacks("en dag skrivs `2026-03-18`", "a day is written `2026-03-18`")
            })?);
        } else {
            return Ok(AdjustersAppointed { item, adjusters, on }.into());
        }
    }
}

pub(super) fn doors(reader: &mut Reader<'_>) -> Result<Content, Problem> {
    let closed = reader.keyword(&[
        ("stängda", true),
        ("closed", true),
        ("öppna", false),
        ("open", false),
    ]);
    let item = reader.item_if_any();
    match closed {
        Some(true) => Ok(DoorsClosed { item }.into()),
        Some(false) => Ok(DoorsOpened { item }.into()),
        None => Err(reader.lacks("dörrar är stängda eller öppna", "doors are closed or open")),
    }
}

pub(super) fn adjourn(reader: &mut Reader<'_>) -> Content {
    reader.awaited_time();
    let item = reader.item_if_any();
    MeetingAdjourned { item }.into()
}

pub(super) fn resume(reader: &mut Reader<'_>) -> Content {
    reader.awaited_time();
    let item = reader.item_if_any();
    MeetingResumed { item }.into()
}

pub(super) fn close(reader: &mut Reader<'_>) -> Content {
    reader.has(&["mötet", "meeting", "sammanträdet"]);
    reader.awaited_time();
    reader.anyway = reader.has(&["ändå", "anyway"]);
    MeetingClosed {}.into()
}
