//! The demonstration day: Serdang Bedagai, Tuesday 26 May 2020, from a quarter to seven to the middle of the
//! inspection after ten o'clock.
//!
//! Invented people in agencies like those of the regency; real districts and villages. Everything goes
//! through the doors that a real installation has, and the rate is what comes out of them.

mod agencies;
mod build;
mod cast;
mod crest;
mod desks;
mod desks_plan;
mod device;
mod dice;
#[cfg(test)]
mod drill;
mod fates;
mod ideas;
mod keep_alive;
mod marker;
mod morning;
mod names;
mod numbers;
mod outlook;
mod papers;
mod phones;
mod pins;
mod places;
mod plan;
mod posts;
mod print;
mod room;
mod sample_paper;
mod settle;
mod staff;
#[cfg(test)]
mod staff_tests;
mod steps;
#[cfg(test)]
mod story;
mod terminals;
#[cfg(test)]
mod tests;
mod titles;
mod works;
mod works_plan;

use crate::cli::CliError;
use crate::program::{self, Place};
use crate::serve::{Listeners, Server};
use anyhow::Result;
use build::Built;
#[cfg(test)]
pub(crate) use build::listen;
use clap::Args;
use marker::{Chapter, Story};
use siaga_inspection::{InspectionState, inspection_list};
use siaga_platform::web::WebConfig;
use siaga_platform::{Clock, Ctx, SimulatedClock};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use steps::Steps;
use terminals::TerminalPlan;
use uuid::Uuid;

#[derive(Debug, Args)]
#[command(
    after_help = "Contoh:\n  siaga demo\n  siaga demo --no-serve --data ./peragaan\n\nOrang dalam peragaan adalah rekaan. Hasilnya dihitung dari bukti, bukan ditulis."
)]
pub(crate) struct DemoArgs {
    /// Siapkan dan cetak rekap saja, tanpa melayani halaman
    #[arg(long)]
    no_serve: bool,
    /// Alamat halaman untuk orang
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Alamat untuk mesin presensi
    #[arg(long, default_value = "127.0.0.1:8081")]
    terminals: SocketAddr,
    /// Jumlah pegawai rekaan; bawaan adalah ukuran hari yang diberitakan
    #[arg(long, default_value_t = fates::PEOPLE_OF_THE_DAY as u32, value_parser = clap::value_parser!(u32).range(5_000..=20_000))]
    people: u32,
}

/// Runs `siaga demo`.
pub(crate) async fn run(place: &Place, args: DemoArgs) -> Result<ExitCode> {
    match marker::read(place)? {
        Some(story) if story.chapter == Chapter::Ready => serve_again(place, story, &args).await,
        Some(_) => {
            clear_unfinished(place)?;
            prepare(place, &args).await
        }
        None => prepare(place, &args).await,
    }
}

/// Returns the clock of a demonstration folder, which goes on from where the story stands.
///
/// # Errors
/// When a mark lies in the folder that is not its own.
pub(crate) fn clock_of(place: &Place) -> Result<Option<Arc<dyn Clock>>> {
    Ok(marker::read(place)?.map(|story| running_clock(&story) as Arc<dyn Clock>))
}

fn running_clock(story: &Story) -> Arc<SimulatedClock> {
    let clock = SimulatedClock::standing_at(story.stands_at);
    clock.run();
    Arc::new(clock)
}

async fn prepare(place: &Place, args: &DemoArgs) -> Result<ExitCode> {
    println!("Peragaan: Kabupaten Serdang Bedagai, Selasa 26 Mei 2020. Semua orang di dalamnya rekaan.");
    // The addresses are taken before the work begins, so that a taken one is told at once.
    let listeners = if args.no_serve { None } else { Some(bind(args).await?) };
    let mut steps = Steps::begin();
    let built = build::build(place, usize::try_from(args.people)?, &mut steps).await?;
    let Built { ctx, clock, terminals, samples, story, .. } = built;
    steps.end();
    print::recap(&ctx, build::DAY).await?;
    print::accounts(&samples, &story.password);
    clock.run();
    match listeners {
        Some(listeners) => serve(place, &ctx, listeners, story, clock, &terminals).await?,
        None => println!("Lihat halamannya: siaga demo --data {}", place.folder.display()),
    }
    ctx.app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}

async fn serve_again(place: &Place, story: Story, args: &DemoArgs) -> Result<ExitCode> {
    println!("Peragaan di {} sudah siap dan dilanjutkan.", place.folder.display());
    let clock = running_clock(&story);
    let app = program::assemble(place, clock.clone(), true).await?;
    let ctx = program::command_ctx(&app).await?;
    print::recap(&ctx, build::DAY).await?;
    let plan = plan::plan(&ctx, story.people).await?;
    print::accounts(&cast::samples(&plan.agencies, &plan.filings, &plan.staff)?, &story.password);
    if !args.no_serve {
        serve(place, &ctx, bind(args).await?, story, clock, &plan.terminals).await?;
    }
    app.db.clone().close().await;
    Ok(ExitCode::SUCCESS)
}

async fn bind(args: &DemoArgs) -> Result<Listeners> {
    Listeners::bind(args.listen, args.terminals).await
}

async fn serve(
    place: &Place,
    ctx: &Ctx,
    listeners: Listeners,
    story: Story,
    clock: Arc<SimulatedClock>,
    terminals: &[TerminalPlan],
) -> Result<()> {
    let addresses = (listeners.people_address()?, listeners.terminals_address()?);
    let server = Server::start(&ctx.app, listeners, WebConfig { secure: false, ..WebConfig::default() });
    print::addresses(addresses, room_of(ctx).await?);
    let kept = keep_alive::start(place.clone(), story, clock, terminals, addresses.1);
    server.until_asked_to_stop().await?;
    kept.end().await;
    Ok(())
}

/// Returns the inspection that goes on.
async fn room_of(ctx: &Ctx) -> Result<Option<Uuid>> {
    let all = inspection_list(ctx).await?;
    Ok(all.into_iter().find(|inspection| inspection.state == InspectionState::Open).map(|open| open.id))
}

/// Takes away what an interrupted preparation left: the mark proves that it was one.
fn clear_unfinished(place: &Place) -> Result<()> {
    if place.database.is_some() {
        return Err(CliError::conflict(
            "Persiapan peragaan yang lalu terputus. Kosongkan basis data itu, hapus demo.toml, lalu ulangi.",
        )
        .into());
    }
    println!("Persiapan yang lalu terputus; dimulai lagi dari awal.");
    for name in ["siaga.db", "siaga.db-wal", "siaga.db-shm", "demo.toml"] {
        match std::fs::remove_file(place.folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
