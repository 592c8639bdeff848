//! Everything between a browser and an operation: guard, forms, layout, live news, serving.

mod answer;
mod assets;
mod client;
mod cookie;
mod csrf;
mod failure;
mod form;
mod form_text;
mod guard;
mod headers;
mod live;
mod page;
mod pages;
mod router;
mod scope;
mod serve;
mod sniff;
mod upload;

pub use answer::{Redirection, render, render_invalid, see_other};
pub use assets::asset_url;
pub use form::{Form, Json, Query};
pub use form_text::{FormError, FormPairs};
pub use live::{MakeParts, watch};
pub use page::{Crumb, Given, MenuEntry, Page, Pagination, ShownProblem};
pub use pages::capability;
pub use router::{WebConfig, openapi, router};
pub use scope::PeerAddress;
pub use serve::{ServeLimits, serve};
pub use sniff::{MediaType, sniff};
pub use upload::{Upload, UploadedFile};
