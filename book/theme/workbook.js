// What mdBook leaves out for the keyboard. Everything on the pages works without this file.
'use strict';

(() => {
    // A link to skip the menus, the first thing that Tab reaches.
    const main = document.querySelector('main');
    if (main) {
        main.id ||= 'lesson-main';
        main.tabIndex = -1;
        const skip = document.createElement('a');
        skip.className = 'lesson-skip';
        skip.href = '#' + main.id;
        skip.textContent = 'Skip to the text';
        document.body.prepend(skip);
    }

    // What scrolls sideways is reached by Tab, to be scrolled with the arrow keys.
    for (const block of document.querySelectorAll('main pre > code')) {
        if (block.scrollWidth > block.clientWidth) {
            block.tabIndex = 0;
        }
    }

    // The arrow keys turn pages (mdBook's issue 518); not while they scroll or read a block.
    document.addEventListener('keydown', (event) => {
        const inside = event.target instanceof Element && event.target.closest('pre, figure, summary, .lesson-predict');
        if (inside && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
            event.stopPropagation();
        }
    }, true);
})();
