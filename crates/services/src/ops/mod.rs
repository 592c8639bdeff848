//! Use cases of services.

pub(crate) mod changes;
pub(crate) mod desk_days;
pub(crate) mod desk_reads;
pub(crate) mod desks;
pub(crate) mod export;
pub(crate) mod feed;
pub(crate) mod law;
pub(crate) mod reads;
pub(crate) mod staff;
pub(crate) mod states;
pub(crate) mod told;
pub(crate) mod words;
