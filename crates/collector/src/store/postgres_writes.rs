//! Changes of a database of `PostgreSQL`, within a transaction.

use super::postgres_change::{AGENT, PAPER, PendingWrite, machine_said, partition};
use super::postgres_posts::{is_post, make_posts};
use super::postgres_rows::{agent, paper, token};
use super::types::{StoreDone, bringing, enrolment, erased, renamed_name};
use super::{EnrolledAgent, GoneMonth, LastDay, MergedPaper, Month, MonthSum, StoreFault, Write};
use record::AgentId;
use std::collections::BTreeSet;
use tokio_postgres::types::ToSql;

/// Makes changes, one after the other; what agents post, together.
pub(super) async fn make_all(
    db: &PendingWrite<'_>,
    writes: &[Write],
    months: &mut BTreeSet<Month>,
) -> Result<Vec<StoreDone>, StoreFault> {
    let mut done = Vec::with_capacity(writes.len());
    for some in writes.chunk_by(|one, next| is_post(one) && is_post(next)) {
        match some {
            [write] if !is_post(write) => done.push(make(db, write, months).await?),
            posts => done.extend(make_posts(db, posts, months).await?),
        }
    }
    Ok(done)
}

/// Makes a change that is not of what agents post.
async fn make(
    db: &PendingWrite<'_>,
    write: &Write,
    months: &mut BTreeSet<Month>,
) -> Result<StoreDone, StoreFault> {
    match write {
        Write::Bring(paper, before) => return bring(db, paper, before).await,
        Write::Paper(paper) => put_paper(db, paper).await?,
        Write::Key(name) => put_meta(db, "key", name).await?,
        Write::Mark(mark) => put_meta(db, "mark", &mark.word()).await?,
        Write::Note(n) => {
            db.execute(
                "INSERT INTO note(at, kind, text) VALUES($1,$2,$3)",
                &[&n.at, &n.kind, &n.text],
            )
            .await?;
        }
        Write::Forget(GoneMonth { month, sums, last, records: summed }) => {
            // Nobody adds to it between the count and its end.
            db.made.batch_execute("LOCK TABLE record IN ACCESS EXCLUSIVE MODE").await?;
            for sum in sums {
                add_sum(db, sum).await?;
            }
            for last in last {
                put_last(db, last).await?;
            }
            let (first, last) = (month.first_day(), month.last_day());
            let asked = "SELECT count(*) FROM record WHERE day BETWEEN $1 AND $2";
            let rows: i64 = db.made.query_one(asked, &[&first, &last]).await?.get(0);
            let rows = u64::try_from(rows).unwrap_or(0);
            if rows != *summed {
                return Err(StoreFault::Changed);
            }
            db.made.batch_execute(&format!("DROP TABLE IF EXISTS {}", partition(*month))).await?;
            // Inventories alone are in no sum, and come again as they like.
            if !sums.is_empty() {
                put_gone(db, *month).await?;
            }
            months.remove(month);
            return Ok(StoreDone::Deleted(rows));
        }
        Write::ForgetAgent(agent) => {
            let mut gone = 0;
            let name = agent.as_str();
            // Who stores of it now is waited for, who comes after sees that it is erased.
            db.made.batch_execute("LOCK TABLE record IN SHARE ROW EXCLUSIVE MODE").await?;
            for table in ["record WHERE agent", "machine WHERE agent", "last_day WHERE agent"] {
                gone += db.execute(&format!("DELETE FROM {table}=$1"), &[&name]).await?;
            }
            gone += db.execute("DELETE FROM agent WHERE id=$1", &[&name]).await?;
            put_erased(db, &erased(agent)).await?;
            return Ok(StoreDone::Deleted(gone));
        }
        Write::Machine(entry) => machine_said(db, entry).await?,
        Write::ForgetPaper(key) => {
            let rows = db.execute("DELETE FROM paper WHERE key=$1", &[key]).await?;
            return Ok(StoreDone::Deleted(rows));
        }
        Write::Rekey(entry) => {
            let name = entry.agent.as_str();
            db.execute(
                "UPDATE machine SET body=$3 WHERE agent=$1 AND seq=$2",
                &[&name, &entry.seq, &entry.body],
            )
            .await?;
            db.execute(
                "UPDATE record SET body=$4 WHERE day=$1 AND agent=$2 AND seq=$3",
                &[&entry.day, &name, &entry.seq, &entry.body],
            )
            .await?;
        }
        Write::LastDay(last) => put_last(db, last).await?,
        Write::Erased(name) => put_erased(db, name).await?,
        Write::Gone(month) => put_gone(db, *month).await?,
        Write::ForgetNotes(before) => {
            let asked = "DELETE FROM note WHERE at<$1 AND kind NOT IN ('deleted','rekeyed','lost')";
            return Ok(StoreDone::Deleted(db.execute(asked, &[before]).await?));
        }
        Write::Adopt(name, sums) => {
            db.execute("UPDATE meta SET value=$1 WHERE name='collector'", &[&name.as_str()])
                .await?;
            for sum in sums {
                add_sum(db, sum).await?;
            }
        }
        _ => return people(db, write).await,
    }
    Ok(StoreDone::Made)
}

/// Makes a change of agents and tokens.
async fn people(db: &PendingWrite<'_>, write: &Write) -> Result<StoreDone, StoreFault> {
    match write {
        Write::Enrol(agent) => return enrol(db, agent).await,
        Write::Agent(agent) => put_agent(db, agent).await?,
        Write::Secret(agent) => return new_secret(db, agent).await,
        Write::Close(agent) => {
            let asked = "UPDATE agent SET closed=true WHERE id=$1";
            return Ok(StoreDone::of_one(db.execute(asked, &[&agent.as_str()]).await?));
        }
        Write::Token(t) => {
            db.execute(
                "INSERT INTO token VALUES(coalesce(nullif($1::BIGINT,0), \
                 nextval('token_id_seq')),$2,$3,$4,$5,$6,$7)",
                &[&t.id, &t.hash.as_slice(), &t.site, &t.uses, &t.used, &t.expires, &t.revoked],
            )
            .await?;
            // A number that was given is never given again.
            db.execute("SELECT setval('token_id_seq', (SELECT max(id) FROM token))", &[]).await?;
        }
        Write::Revoke(id) => {
            let rows = db.execute("UPDATE token SET revoked=true WHERE id=$1", &[id]).await?;
            return Ok(StoreDone::Deleted(rows));
        }
        _ => {}
    }
    Ok(StoreDone::Made)
}

async fn enrol(db: &PendingWrite<'_>, new: &EnrolledAgent) -> Result<StoreDone, StoreFault> {
    // The token's row is held, so that its last use is taken once.
    let held = db.query_opt("SELECT * FROM token WHERE id=$1 FOR UPDATE", &[&new.token]).await?;
    let name = new.id.as_str();
    let asked = format!("SELECT {AGENT} FROM agent WHERE id=$1");
    let known = db.query_opt(&asked, &[&name]).await?;
    let known = known.as_ref().map(agent).transpose()?;
    let held = held.as_ref().map(token).transpose()?;
    let was = is_erased(db, &new.id).await?;
    match enrolment((known.as_ref(), was), held.as_ref(), new) {
        Err(refusal) => Ok(StoreDone::Refused(refusal)),
        Ok(counts) => {
            put_agent(db, new).await?;
            if counts {
                db.execute("UPDATE token SET used=used+1 WHERE id=$1", &[&new.token]).await?;
            }
            Ok(StoreDone::Made)
        }
    }
}

/// Keeps a document as its token allows.
async fn bring(
    db: &PendingWrite<'_>,
    new: &MergedPaper,
    before: &[String],
) -> Result<StoreDone, StoreFault> {
    let held = db.query_opt("SELECT * FROM token WHERE id=$1 FOR UPDATE", &[&new.token]).await?;
    let held = held.as_ref().map(token).transpose()?;
    let asked = format!("SELECT {PAPER} FROM paper WHERE key=$1 FOR UPDATE");
    let mut known = db.query_opt(&asked, &[&new.key]).await?.as_ref().map(paper);
    let mut others = Vec::new();
    for key in before {
        others.extend(db.query_opt(&asked, &[key]).await?.as_ref().map(paper));
    }
    // It counts once: what it was known by otherwise was this machine.
    if known.is_none() && !others.is_empty() {
        known = Some(others.remove(0));
    }
    let counts = match bringing(known.as_ref(), held.as_ref(), new) {
        Ok(counts) => counts,
        Err(refusal) => return Ok(StoreDone::Refused(refusal)),
    };
    if counts {
        let before = known.and_then(|known| known.token);
        db.execute("UPDATE token SET used=used-1 WHERE id=$1", &[&before]).await?;
        db.execute("UPDATE token SET used=used+1 WHERE id=$1", &[&new.token]).await?;
    }
    for other in others {
        db.execute("UPDATE token SET used=used-1 WHERE id=$1", &[&other.token]).await?;
    }
    for key in before {
        db.execute("DELETE FROM paper WHERE key=$1", &[key]).await?;
        put_erased(db, &renamed_name(key)).await?;
    }
    put_paper(db, new).await?;
    Ok(StoreDone::Made)
}

/// Keeps a document as it is.
async fn put_paper(db: &PendingWrite<'_>, p: &MergedPaper) -> Result<(), StoreFault> {
    let asked = format!(
        "INSERT INTO paper({PAPER}) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT(key) DO UPDATE \
         SET site=$2, first=$3, received=$4, incomplete=$5, trusted=$6, token=$7, sender=$8, body=$9"
    );
    let came: [&(dyn ToSql + Sync); 4] = [&p.key, &p.site, &p.first, &p.received];
    let by: [&(dyn ToSql + Sync); 5] = [&p.incomplete, &p.trusted, &p.token, &p.sender, &p.body];
    db.execute(&asked, &[&came[..], &by].concat()).await?;
    Ok(())
}

async fn put_agent(db: &PendingWrite<'_>, agent: &EnrolledAgent) -> Result<(), StoreFault> {
    let previous = agent.previous.map(|(hash, _)| hash.to_vec());
    let until = agent.previous.map(|(_, until)| until);
    let asked = format!(
        "INSERT INTO agent({AGENT}) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) ON CONFLICT(id) DO \
         UPDATE SET site=$2, token=$3, secret=$4, secret_at=$5, previous=$6, previous_until=$7, used=$8, \
         enrolled=$9, networked=$10, closed=agent.closed OR $11"
    );
    db.execute(
        &asked,
        &[
            &agent.id.as_str(),
            &agent.site,
            &agent.token,
            &agent.secret.as_slice(),
            &agent.secret_at,
            &previous,
            &until,
            &agent.used,
            &agent.enrolled,
            &agent.networked,
            &agent.closed,
        ],
    )
    .await?;
    Ok(())
}

async fn new_secret(db: &PendingWrite<'_>, agent: &EnrolledAgent) -> Result<StoreDone, StoreFault> {
    let previous = agent.previous.map(|(hash, _)| hash.to_vec());
    let until = agent.previous.map(|(_, until)| until);
    let (name, secret) = (agent.id.as_str(), agent.secret.as_slice());
    let asked = "UPDATE agent SET secret=$2, secret_at=$3, previous=$4, previous_until=$5, \
                 used=true, networked=true WHERE id=$1 AND NOT closed";
    let rows = db.execute(asked, &[&name, &secret, &agent.secret_at, &previous, &until]).await?;
    Ok(StoreDone::of_one(rows))
}

async fn put_meta(db: &PendingWrite<'_>, name: &str, value: &str) -> Result<(), StoreFault> {
    let asked = "INSERT INTO meta VALUES($1, $2) ON CONFLICT(name) DO UPDATE SET value=$2";
    db.execute(asked, &[&name, &value]).await?;
    Ok(())
}

async fn put_last(db: &PendingWrite<'_>, last: &LastDay) -> Result<(), StoreFault> {
    let asked = "INSERT INTO last_day VALUES($1,$2,$3,$4) ON CONFLICT(agent) DO UPDATE SET \
                 day=$2, seq=$3, grade=$4 WHERE last_day.day < $2";
    db.execute(asked, &[&last.agent.as_str(), &last.day, &last.seq, &last.grade]).await?;
    Ok(())
}

/// Whether an agent was erased.
async fn is_erased(db: &PendingWrite<'_>, agent: &AgentId) -> Result<bool, StoreFault> {
    let asked = "SELECT EXISTS(SELECT 1 FROM erased WHERE name=$1)";
    Ok(db.query_opt(asked, &[&erased(agent)]).await?.is_some_and(|row| row.get(0)))
}

async fn put_erased(db: &PendingWrite<'_>, name: &str) -> Result<(), StoreFault> {
    db.execute("INSERT INTO erased VALUES($1) ON CONFLICT DO NOTHING", &[&name]).await?;
    Ok(())
}

async fn put_gone(db: &PendingWrite<'_>, month: Month) -> Result<(), StoreFault> {
    let asked = "INSERT INTO gone VALUES($1) ON CONFLICT DO NOTHING";
    db.execute(asked, &[&month.to_string()]).await?;
    Ok(())
}

async fn add_sum(db: &PendingWrite<'_>, s: &MonthSum) -> Result<(), StoreFault> {
    db.execute(
        "INSERT INTO month_sum VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9) \
         ON CONFLICT(month, site, class, grade) DO UPDATE SET \
         machines=greatest(month_sum.machines, $5), days=month_sum.days+$6, wh=month_sum.wh+$7, \
         lo=month_sum.lo+$8, hi=month_sum.hi+$9",
        &[&s.month, &s.site, &s.class, &s.grade, &s.machines, &s.days, &s.wh, &s.lo, &s.hi],
    )
    .await?;
    Ok(())
}
