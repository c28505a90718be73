package org.perfusionj.report;

/** How a case report looks, on a screen and on paper. */
final class CaseReportStyle {

	/** The style sheet. Its characters mean nothing in XML. */
	static final String CSS = """
		:root { --ink: #1b1f24; --soft: #57606a; --rule: #d5dae0; --pale: #f5f7f9; --core: %s; --penumbra: %s; }
		* { box-sizing: border-box; }
		html { color-scheme: light; -webkit-text-size-adjust: 100%%; }
		body { margin: 0 auto; padding: 0 1.5rem 2rem; max-width: 76rem; color: var(--ink); background: #fff; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
		h1 { margin: 1.2rem 0 0; font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere; }
		h2 { margin: 2.2rem 0 .7rem; font-size: 1.2rem; line-height: 1.3; }
		p { margin: .4rem 0; }
		.about { color: var(--soft); }
		.research { margin: 0 -1.5rem; padding: .45rem 1.5rem; background: #1f2933; color: #fff; font-weight: 600; letter-spacing: .01em; }
		.warnings { margin-top: 1.2rem; padding: .8rem 1.1rem; background: #fff4e0; border-left: .4rem solid #e8a33a; }
		.warnings h2 { margin: 0 0 .3rem; font-size: 1rem; }
		.warnings ul { margin: 0; padding-left: 1.2rem; }
		.warnings li { margin: .2rem 0; overflow-wrap: anywhere; }
		dl.main { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .8rem; margin: 0; }
		dl.main div { padding: .8rem 1rem; background: var(--pale); border-top: .3rem solid #9aa5b1; }
		dl.main div.core { border-top-color: var(--core); }
		dl.main div.penumbra { border-top-color: var(--penumbra); }
		dl.main div.lesion { border-top-color: #3e4c59; }
		dt { color: var(--soft); font-size: .9rem; }
		dd { margin: .1rem 0 0; }
		.value { font-size: 2rem; font-weight: 650; line-height: 1.15; font-variant-numeric: tabular-nums; }
		.unit { margin-left: .4rem; color: var(--soft); }
		.conditions { margin-top: .8rem; color: var(--soft); }
		figure { margin: 1.4rem 0; }
		figure img { display: block; width: 100%%; height: auto; border: 1px solid var(--rule); }
		figcaption { margin-top: .4rem; color: var(--soft); font-size: .9rem; }
		table { width: 100%%; margin: 0 0 1.2rem; border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
		caption { padding: 0 0 .35rem; text-align: left; font-weight: 600; }
		th, td { padding: .28rem .7rem .28rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); overflow-wrap: anywhere; }
		thead th { border-bottom: 2px solid #9aa5b1; color: var(--soft); font-weight: 600; overflow-wrap: normal; }
		tbody th { font-weight: 500; }
		td.number, th.number { text-align: right; white-space: nowrap; }
		.number + td:not(.number), .number + th:not(.number) { padding-left: 1.2rem; }
		td.checksum { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .8rem; }
		td.good { color: #116329; font-weight: 600; }
		td.doubtful { color: #8a5a00; font-weight: 600; }
		td.unusable { color: #b00020; font-weight: 600; }
		.notes { margin: 0; padding-left: 1.4rem; color: var(--soft); font-size: .88rem; }
		.columns th, .columns td { width: 50%%; }
		.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 0 2.4rem; align-items: start; }
		pre { margin: .4rem 0; padding: .7rem .9rem; background: var(--pale); font: .8rem/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
		footer { margin-top: 2.5rem; color: var(--soft); font-size: .88rem; }
		footer .research { margin-bottom: .6rem; }
		@media print {
			@page { size: A4; margin: 14mm; }
			body { max-width: none; padding: 0; font-size: 9.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
			.research { margin-left: 0; margin-right: 0; padding: .3rem .6rem; }
			h2, caption { break-after: avoid; }
			figure, tr, dl.main, .warnings li { break-inside: avoid; }
			figure img { max-height: 235mm; }
			thead { display: table-header-group; }
			dl.main { grid-template-columns: repeat(5, 1fr); }
			.value { font-size: 1.5rem; }
			.columns { grid-template-columns: 1fr 1fr; }
		}
		""".formatted("#e5007d", "#8cf03c");

	private CaseReportStyle() {}
}
