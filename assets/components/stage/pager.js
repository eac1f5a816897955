import { reactive, watch } from "vue";
import { stagePage, stageView } from "../shared/stage.js";

/** @import { Shown } from "../shared/stage.js" */
/** @import { Component, Live, This } from "../../live/shapes.js" */

const PAGER_TICK = 500;

/** Which page is in view, and telling the moderator how many there are. @param {Live} live */
export function createPager(live) {
  const pager = reactive({
    now: live.now(),
    total: 0,
    /** What is shown now; another one begins to count anew. */
    get subject() {
      return live.store.workshop ? stageView(/** @type {Shown} */ (live.store)) + live.store.workshop.stage_of : "";
    },
    index: (/** @type {number} */ pages) => stagePage(/** @type {Shown} */ (live.store), pages, pager.now),
  });
  // What has no pages of its own (nothing was written yet) must not leave those of the view before it.
  watch(
    () => pager.subject,
    () => (pager.total = 0),
    { flush: "sync" },
  );
  setInterval(() => (pager.now = live.now()), PAGER_TICK);
  watch([() => pager.total, () => live.link.state], ([total]) => live.tellPages(total));
  return pager;
}

/** For what fills pages: it has `pageCount`, and shows `pageIndex`. @type {Component} */
export const pagedMixin = {
  // Before the first watcher asks.
  beforeCreate() {
    this.subject = this.pager.subject;
    this.lastIndex = 0;
  },
  beforeUnmount() {
    if (this.pager.subject === this.subject) this.pager.total = 0;
  },
  computed: {
    // What is on its way out stays as it was while it fades.
    pageIndex() {
      if (this.pager.subject === this.subject) this.lastIndex = this.pager.index(this.pageCount);
      return this.lastIndex;
    },
  },
  watch: {
    pageCount: {
      immediate: true,
      /** @this {This} @param {number} pages */
      handler(pages) {
        if (this.pager.subject === this.subject) this.pager.total = pages;
      },
    },
  },
};
