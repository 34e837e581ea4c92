import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import './ui/menu.css'

import { mount } from 'svelte'

import Ordertrail from './shell/ordertrail.svelte'

const target = document.getElementById('app')
if (target) mount(Ordertrail, { target })
