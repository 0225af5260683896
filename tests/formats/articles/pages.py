"""Invented web pages, each built as newsrooms' pages of one kind are."""

BODY = (
    "The waterways ministry of Norrow said on Monday that it would hold talks with Vellish rivals about the ferry.",
    "“We have talked for nine hours and nothing came of it,” Ilse Varga, the minister, told reporters in the capital.",
    "The slipway at Wend has been closed for eleven weeks, and both sides blame each other for the cost of repairs.",
    "Union members say that three hundred people will lose their work if the yard does not take up its trade again.",
)

SEMANTIC = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Ferry talks 'close' to collapse | Norrow Post</title>
<meta property="og:site_name" content="Norrow Post">
<meta property="og:title" content="Ferry talks 'close' to collapse">
<meta name="description" content="Ministers left the table after nine hours without a word.">
<link rel="canonical" href="https://norrowpost.example/2017/ferry-talks">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@graph": [{{"@type": "WebPage", "name": "x"}},
 {{"@type": "NewsArticle", "headline": "Ferry talks 'close' to collapse",
  "datePublished": "2017-01-24T09:30:00+01:00", "dateModified": "2017-01-25T10:00:00+01:00",
  "author": [{{"@type": "Person", "name": "Ilse Varga"}}, {{"@type": "Person", "name": "Jon Roe"}}],
  "publisher": {{"@type": "Organization", "name": "The Norrow Post"}}, "keywords": "ferry, strike",
  "articleSection": "Harbour"}}]}}
</script></head>
<body><header class="site-header"><nav><a href="/">Home</a><a href="/world">World</a></nav></header>
<main><article>
<header><h1>Ferry talks 'close' to collapse</h1>
<p class="article__standfirst">Ministers left the table after nine hours without a word.</p>
<div class="article__meta"><span class="byline">By <a rel="author" href="/v">Ilse Varga</a> and
 <a rel="author" href="/r">Jon Roe</a></span> | <time datetime="2017-01-24">24 January, 2017</time></div>
<div class="reading-time">2 min read</div>
</header>
<figure><img src="file:///etc/passwd" alt="a slipway"><figcaption>The Wend slipway at dawn.
 <span class="credit">Photo: NCP</span></figcaption></figure>
<p>{BODY[0]}</p><p>{BODY[1]}</p>
<h2>A yard without work</h2>
<p>{BODY[2]}</p>
<aside class="related"><h3>More on this</h3><a href="/x">Ferry prices rise again</a></aside>
<p>{BODY[3]}</p>
<figure><img src="b.jpg"><figcaption>Welders at the gate [NCP]</figcaption></figure>
<p>{BODY[0]} {BODY[2]}</p>
</article>
<section class="most-read"><h2>Most read</h2><a href="/1"><h3>Ferry talks 'close' to collapse</h3></a>
<figure><figcaption>Not of this article</figcaption></figure></section></main>
<footer><p>© 2017 Norrow Post. All rights reserved.</p></footer></body></html>"""

GERMAN = """<!doctype html><html lang="de"><head><meta charset="utf-8">
<title>Fähre bleibt im Hafen - Wender Anzeiger</title>
<meta name="author" content="Jana Roth, Piet Maar"></head><body>
<div id="wrapper"><div class="content">
<span class="article-kicker">Hafenstreit</span>
<h1 class="article-headline">Fähre bleibt im Hafen</h1>
<div class="article-intro"><p>Nach neun Stunden gingen die Minister ohne ein Wort auseinander.</p></div>
<div class="author-line">Von Jana Roth und Piet Maar</div>
<div class="article-date">Stand: 04.05.2025, 10:32 Uhr</div>
<div class="image-box"><img src="/a.jpg"><div class="image-caption">Die Werft in Wend am Morgen.</div>
<div class="image-credit">Foto: Jon Roe/NCP</div></div>
<div class="article-text"><p>Das Ministerium für Wasserwege hat am Montag angekündigt, dass es Gespräche über die Fähre geben soll.</p>
<p>„Wir haben neun Stunden geredet, und es ist nichts dabei herausgekommen“, sagte die Ministerin Ilse Varga am Abend.</p>
<p><strong>Die Werft steht still</strong></p>
<p>Die Werft in Wend ist seit elf Wochen geschlossen, und beide Seiten geben einander die Schuld an den Kosten.</p>
<ul><li>Dreihundert Menschen verlieren ihre Arbeit, wenn die Werft nicht bald wieder öffnet.</li>
<li>Die Fähre nach Vell fährt seit dem Frühjahr nicht mehr, und niemand weiß, wann sie wieder fährt.</li></ul>
<p>Die Gewerkschaft will am Donnerstag vor dem Tor der Werft für den Erhalt der Arbeitsplätze demonstrieren.</p></div>
<div class="share">Teilen auf allen Netzen</div></div></div></body></html>"""

OLD = f"""<HTML><HEAD><TITLE>Island rivals meet</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1"></HEAD>
<BODY BGCOLOR="#ffffff"><TABLE WIDTH=600><TR><TD WIDTH=120><A HREF="/">Home</A><BR><A HREF="/a">Archive</A></TD>
<TD><FONT SIZE=5><B>Island rivals meet</B></FONT><BR><BR>
<FONT SIZE=2>By Jon Roe<BR>24 January, 2017</FONT><BR><BR>
{BODY[0]}<BR><BR>{BODY[1]}<BR><BR>{BODY[2]} Caf\u00e9s are shut.<BR><BR>{BODY[3]}</TD></TR></TABLE></BODY></HTML>"""

BLOG = f"""<!doctype html><html><head><meta charset="utf-8"><title>Nine hours at the table &#8211; Quayside</title>
<meta property="article:published_time" content="2024-03-02T08:00:00Z"></head><body class="post-template">
<div class="post"><h1 class="entry-title">Nine hours at the table</h1>
<div class="entry-meta"><span class="posted-on">Posted on <time class="entry-date" datetime="2024-03-02T08:00:00Z">March 2, 2024</time></span>
<span class="author">by <a href="/a">Ana Lind</a></span></div>
<div class="entry-content"><p>{BODY[0]}</p><div class="wp-caption"><img src="x.png"><p class="wp-caption-text">The quay in spring. Photo by Jon Roe</p></div>
<p>{BODY[1]}</p><blockquote><p>{BODY[2]}</p></blockquote><p>{BODY[3]}</p></div>
<div id="comments"><h2>Comments</h2><p>Great read, I was there when the yard was still open and we all had work to do.</p></div></div></body></html>"""

NO_ARTICLE = """<!doctype html><html><head><title>Home</title></head><body><nav><a href="/a">A</a></nav>
<ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ul></body></html>"""
